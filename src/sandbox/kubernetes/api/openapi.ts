import { createHash } from 'node:crypto';
import { allDefinitions, definitionName, type Schema } from '../resources/schema.ts';
import { groupVersions } from './discovery.ts';
import { servedResources, type ServedResource } from './served-resources.ts';

type Document = Record<string, unknown>;
const PATCHES = ['application/json-patch+json', 'application/merge-patch+json', 'application/apply-patch+yaml'];
const FIELD_VALIDATION = { name: 'fieldValidation', in: 'query' };
const DRY_RUN = { name: 'dryRun', in: 'query' };

/** The document at /openapi/v2, made once. */
export function openApiVersion2(version: string): string {
  documents.v2 ??= JSON.stringify({
    swagger: '2.0',
    info: { title: 'Kubernetes', version },
    paths: Object.fromEntries(servedResources.flatMap((served) => pathsOf(served, 2))),
    definitions: Object.fromEntries([...allDefinitions()].map(([name, schema]) => [name, marked(name, schema)])),
  });
  return documents.v2;
}

/** The index at /openapi/v3. The hash lets clients keep what they have read. */
export function openApiIndex(version: string): Document {
  const entries = groupVersions.map(({ group }, index) => {
    const path = group === '' ? 'api/v1' : `apis/${group}/${groupVersions[index]?.version}`;
    const hash = createHash('sha256').update(`${path}${version}`).digest('hex').toUpperCase();
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }];
  });
  return { paths: Object.fromEntries(entries) as Document };
}

/** The document of one group and version, as `api/v1` or `apis/apps/v1`. */
export function openApiVersion3(path: string, version: string): string | undefined {
  const known = documents.v3.get(path);
  if (known !== undefined) return known;
  const served = servedResources.filter(
    ({ group, version: at }) => path === (group === '' ? `api/${at}` : `apis/${group}/${at}`),
  );
  if (served.length === 0) return undefined;
  const names = new Set<string>();
  for (const item of served) collect(definitionName(item.view.apiVersion, item.resource.kind), names);
  collect('io.k8s.api.autoscaling.v1.Scale', names);
  const schemas = [...names].map((name): [string, unknown] => [name, marked(name, allDefinitions().get(name))]);
  const text = JSON.stringify({
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version },
    paths: Object.fromEntries(served.flatMap((item) => pathsOf(item, 3))),
    components: { schemas: Object.fromEntries(schemas) },
  }).replaceAll('"#/definitions/', '"#/components/schemas/');
  documents.v3.set(path, text);
  return text;
}

const documents: { v2: string | undefined; readonly v3: Map<string, string> } = { v2: undefined, v3: new Map() };

function collect(name: string | undefined, into: Set<string>): void {
  const schema = allDefinitions().get(name ?? '');
  if (name === undefined || !schema || into.has(name)) return;
  into.add(name);
  for (const found of JSON.stringify(schema).matchAll(/"#\/definitions\/([^"]+)"/g)) collect(found[1], into);
}

/** A definition with the kinds that it is: clients look there. */
function marked(name: string, schema: Schema | undefined): unknown {
  const kinds = servedResources
    .filter(({ view, resource }) => definitionName(view.apiVersion, resource.kind) === name)
    .map(gvkOf);
  return kinds.length === 0 ? schema : { ...schema, 'x-kubernetes-group-version-kind': kinds };
}

function gvkOf({ resource, group, version }: ServedResource): Document {
  return { group, version, kind: resource.kind };
}

function pathsOf(served: ServedResource, openApi: 2 | 3): [string, Document][] {
  const { resource, group, version, view } = served;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const scope = resource.namespaced ? '/namespaces/{namespace}' : '';
  const collection = `${root}${scope}/${resource.plural}`;
  const name = definitionName(view.apiVersion, resource.kind);
  const schema = name === undefined ? {} : { $ref: `#/definitions/${name}` };
  const operation = (action: string, bodies?: readonly string[]): Document => ({
    parameters: [...parameters(action), ...(openApi === 2 && bodies ? [{ name: 'body', in: 'body', schema }] : [])],
    responses: { 200: { description: 'OK', ...content(openApi, schema) } },
    ...(bodies ? bodyOf(openApi, bodies, schema) : {}),
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvkOf(served),
  });
  const patches = group === 'argoproj.io' ? PATCHES : [...PATCHES, 'application/strategic-merge-patch+json'];
  return [
    [collection, { get: operation('list'), post: operation('post', ['application/json']) }],
    [
      `${collection}/{name}`,
      {
        get: operation('get'),
        put: operation('put', ['application/json']),
        patch: operation('patch', patches),
        delete: operation('delete'),
      },
    ],
  ];
}

function parameters(action: string): Document[] {
  return ['post', 'put', 'patch'].includes(action) ? [DRY_RUN, FIELD_VALIDATION].map(typed) : [];
}

function typed(parameter: Document): Document {
  return { ...parameter, type: 'string', schema: { type: 'string' } };
}

function content(openApi: 2 | 3, schema: Document): Document {
  return openApi === 2 ? { schema } : { content: { 'application/json': { schema } } };
}

function bodyOf(openApi: 2 | 3, types: readonly string[], schema: Document): Document {
  if (openApi === 2) return { consumes: types };
  return { requestBody: { content: Object.fromEntries(types.map((type) => [type, { schema }])) } };
}
