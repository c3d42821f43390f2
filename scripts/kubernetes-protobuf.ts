/**
 * Writes src/sandbox/kubernetes/resources/protobuf.json from Kubernetes' Go types, whose tags name every field's number:
 * `node scripts/kubernetes-protobuf.ts <k8s.io/api> <k8s.io/apimachinery>`.
 * A struct is `{ "<number>": "<mark><name>" }`: `*` a pointer or a field that is never left out, `~` a struct whose
 * fields are the parent's own.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import schema from '../src/sandbox/kubernetes/resources/schema.json' with { type: 'json' };

const [api = '', machinery = ''] = process.argv.slice(2);
const SOURCES = [
  ['io.k8s.apimachinery.pkg.apis.meta.v1', join(machinery, 'pkg/apis/meta/v1/types.go')],
  ...[
    'admissionregistration',
    'apps',
    'authentication',
    'authorization',
    'autoscaling',
    'batch',
    'coordination',
    'core',
    'discovery',
    'events',
    'networking',
    'rbac',
  ].map((group) => [`io.k8s.api.${group}.v1`, join(api, group, 'v1/types.go')]),
] as const;
const FIELD = /^\s+(?:\w+\s+)?([*[\]\w.]+)\s+`json:"([^",]*)([^"]*)"[^`]*?protobuf:"\w+,(\d+),/;

const structs: Record<string, Record<string, string>> = {};
for (const [prefix, path] of SOURCES) {
  let current: Record<string, string> | undefined;
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    const [, name] = /^type (\w+) struct \{/.exec(line) ?? [];
    if (name) current = structs[`${prefix}.${name}`] = {};
    else if (line === '}') current = undefined;
    else if (current) readField(line, prefix, current);
  }
}

const known = new Set(Object.keys(schema.definitions));
const inlined = new Set(
  Object.values(structs).flatMap((fields) =>
    Object.values(fields)
      .filter((mark) => mark.startsWith('~'))
      .map((mark) => mark.slice(1)),
  ),
);
const kept = Object.entries(structs).filter(([name]) => known.has(name) || inlined.has(name));
await writeFile(
  new URL('../src/sandbox/kubernetes/resources/protobuf.json', import.meta.url),
  `${JSON.stringify(Object.fromEntries(kept))}\n`,
);

function readField(line: string, prefix: string, into: Record<string, string>): void {
  const [, type = '', json = '', options = '', number = ''] = FIELD.exec(line) ?? [];
  if (number === '') return;
  if (json === '') {
    into[number] = `~${qualified(type.replace('*', ''), prefix)}`;
    return;
  }
  into[number] = `${type.startsWith('*') || !options.includes('omitempty') ? '*' : ''}${json}`;
}

function qualified(type: string, prefix: string): string {
  const [packageName, name] = type.includes('.') ? (type.split('.') as [string, string]) : [undefined, type];
  if (packageName === undefined) return `${prefix}.${name}`;
  return packageName === 'metav1' ? `io.k8s.apimachinery.pkg.apis.meta.v1.${name}` : `io.k8s.api.core.v1.${name}`;
}
