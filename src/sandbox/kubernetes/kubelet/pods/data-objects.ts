import type { ObjectStore } from '../../store/object-store.ts';

/** The entries of a ConfigMap or Secret as bytes; undefined where there is no such object. */
export function dataOf(
  store: ObjectStore,
  kind: 'ConfigMap' | 'Secret',
  namespace: string,
  name: string,
): ReadonlyMap<string, Buffer> | undefined {
  const object = store.get(kind, namespace, name);
  if (!object) return undefined;
  const texts = Object.entries((object.data ?? {}) as Record<string, unknown>);
  const binaries = Object.entries((kind === 'ConfigMap' ? (object.binaryData ?? {}) : {}) as Record<string, unknown>);
  const encoding = kind === 'Secret' ? 'base64' : 'utf8';
  return new Map([
    ...texts.map(([key, value]) => [key, Buffer.from(String(value), encoding)] as const),
    ...binaries.map(([key, value]) => [key, Buffer.from(String(value), 'base64')] as const),
  ]);
}
