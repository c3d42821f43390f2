/**
 * Writes src/sandbox/kubernetes/resources/schema.json from the sources of Kubernetes and Argo CD:
 * `node scripts/kubernetes-schema.ts <kubernetes>/api/openapi-spec/swagger.json <argo-cd>/manifests/crds/{application,appproject}-crd.yaml`.
 * The definitions of the kinds in the table, as OpenAPI v2 has them, without the descriptions; defaults from OpenAPI v3.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { apiVersionOf } from '../src/sandbox/kubernetes/resources/resource.ts';
import { resourceTable } from '../src/sandbox/kubernetes/resources/resource-table.ts';

type Node = { [key: string]: unknown };
const PREFIX = '#/definitions/';
const DROPPED = new Set(['description', 'externalDocs', 'example', 'examples', 'title']);
/** Kinds that are never stored but answered. */
const EXTRA_KINDS = [
  { group: 'autoscaling', version: 'v1', kind: 'Scale' },
  { group: 'authorization.k8s.io', version: 'v1', kind: 'SelfSubjectAccessReview' },
  { group: 'authorization.k8s.io', version: 'v1', kind: 'SelfSubjectRulesReview' },
  { group: 'authentication.k8s.io', version: 'v1', kind: 'SelfSubjectReview' },
  { group: 'events.k8s.io', version: 'v1', kind: 'Event' },
  { group: '', version: 'v1', kind: 'DeleteOptions' },
];

const [swaggerPath = '', ...crdPaths] = process.argv.slice(2);
const swagger = JSON.parse(await readFile(swaggerPath, 'utf8')) as { definitions: Record<string, Node> };
const coreText = await readFile(swaggerPath.replace('swagger.json', 'v3/api__v1_openapi.json'), 'utf8');
const core = JSON.parse(coreText) as { components: { schemas: Record<string, { properties?: Record<string, Node> }> } };
const definitions = new Map<string, Node>();
const kinds: Record<string, string> = {};

for (const { group, version, kind } of [...resourceTable, ...EXTRA_KINDS]) {
  const found = Object.entries(swagger.definitions).find(([, definition]) =>
    ((definition['x-kubernetes-group-version-kind'] ?? []) as Node[]).some(
      (gvk) => gvk.group === group && gvk.version === version && gvk.kind === kind,
    ),
  );
  if (!found) continue;
  kinds[`${group === '' ? version : `${group}/${version}`}/${kind}`] = found[0];
  take(found[0]);
}
for (const path of crdPaths) takeDefinition(parse(await readFile(path, 'utf8')) as CustomResourceDefinition);

const output = { kinds, definitions: Object.fromEntries([...definitions].toSorted(([a], [b]) => (a < b ? -1 : 1))) };
await writeFile(
  new URL('../src/sandbox/kubernetes/resources/schema.json', import.meta.url),
  `${JSON.stringify(output)}\n`,
);

function take(name: string): void {
  const definition = swagger.definitions[name];
  if (!definition || definitions.has(name)) return;
  const copy = strip(definition) as Node;
  delete copy['x-kubernetes-group-version-kind'];
  for (const [field, property] of Object.entries((copy.properties ?? {}) as Record<string, Node>)) {
    const value = core.components.schemas[name]?.properties?.[field]?.default;
    // Zero values say nothing; what is left are the keys of lists: `protocol` is TCP.
    if (typeof value === 'string' && value !== '') property.default = value;
  }
  definitions.set(name, copy);
  for (const reference of JSON.stringify(copy).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)) take(reference[1] ?? '');
}

function strip(value: unknown, insideProperties = false): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => insideProperties || !DROPPED.has(key))
      .map(([key, member]) => [key, strip(member, key === 'properties' && !insideProperties)]),
  );
}

interface CustomResourceDefinition {
  readonly spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; schema: { openAPIV3Schema: Node } }[];
  };
}

function takeDefinition({ spec }: CustomResourceDefinition): void {
  const [version] = spec.versions;
  const resource = resourceTable.find(({ kind, group }) => kind === spec.names.kind && group === spec.group);
  if (!version || !resource) return;
  const base = `${spec.group.split('.').toReversed().join('.')}.${version.name}.${spec.names.kind}`;
  const schema = share(strip(version.schema.openAPIV3Schema) as Node, base) as Node;
  (schema.properties as Node).metadata = { $ref: `${PREFIX}io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta` };
  kinds[`${apiVersionOf(resource)}/${resource.kind}`] = base;
  definitions.set(base, schema);
}

/** The same large part occurs many times in Argo CD's definitions: each is kept once. */
function share(node: unknown, base: string, depth = 0): unknown {
  if (Array.isArray(node)) return node.map((item) => share(item, base, depth));
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, member]) => [key, share(member, base, depth + 1)]));
  const text = JSON.stringify(copy);
  if (depth === 0 || copy.type !== 'object' || !copy.properties || text.length < 300) return copy;
  const known = [...definitions].find(
    ([name, other]) => name.startsWith('io.argoproj.') && JSON.stringify(other) === text,
  );
  const name = known?.[0] ?? `${base}.Part${definitions.size}`;
  definitions.set(name, copy);
  return { $ref: PREFIX + name };
}
