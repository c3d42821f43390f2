import { parseAllDocuments, type Tags } from 'yaml';
import { copyJson } from '../../kubernetes/store/json.ts';
import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import { SourceError } from './source-error.ts';

const MOST_DOCUMENTS = 2000;
const MOST_ALIASES = 100;
/** etcd refuses larger objects. */
const LARGEST_OBJECT = 1024 * 1024;

/**
 * The objects of a YAML (or JSON) text, lists taken apart. Reads as Kubernetes does: `0644` is octal, a date stays
 * text. Throws SourceError for what is no manifest.
 */
export function parseManifests(text: string, place: string): KubernetesObject[] {
  const documents = parseAllDocuments(text, { version: '1.1', customTags: kubernetesTags, logLevel: 'silent' });
  const list = Array.isArray(documents) ? documents : [];
  if (list.length > MOST_DOCUMENTS) throw new SourceError(`${place}: more than ${MOST_DOCUMENTS} documents`);
  return list.flatMap((document) => {
    const error = document.errors[0];
    if (error) throw new SourceError(`Failed to unmarshal "${place}": ${error.message.split('\n')[0]}`);
    return objectsOf(toJson(document, place), place);
  });
}

function kubernetesTags(tags: Tags): Tags {
  return tags.filter((tag) => {
    if (typeof tag === 'string') return tag !== 'timestamp' && tag !== 'intTime' && tag !== 'floatTime';
    return !tag.tag.endsWith(':timestamp') && !('format' in tag && tag.format === 'TIME');
  });
}

function toJson(document: { toJS(options: { maxAliasCount: number }): unknown }, place: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    throw new SourceError(`Failed to unmarshal "${place}": ${error instanceof Error ? error.message : 'invalid'}`);
  }
}

function objectsOf(value: unknown, place: string): KubernetesObject[] {
  if (value === null || value === undefined) return [];
  if (!isRecord(value)) throw new SourceError(`Failed to unmarshal "${place}": a manifest must be a mapping`);
  if (typeof value.kind === 'string' && value.kind.endsWith('List') && Array.isArray(value.items)) {
    return value.items.flatMap((item) => objectsOf(item, place));
  }
  return [requireObject(value, place)];
}

function requireObject(value: Record<string, unknown>, place: string): KubernetesObject {
  const { apiVersion, kind, metadata } = value;
  if (typeof kind !== 'string' || kind === '') throw missing('Kind', place);
  if (typeof apiVersion !== 'string' || apiVersion === '') throw missing('apiVersion', place);
  if (!isRecord(metadata) || !isNamed(metadata)) throw missing('metadata.name', place);
  for (const [field, type] of [
    ['namespace', 'string'],
    ['labels', 'object'],
    ['annotations', 'object'],
  ] as const) {
    const found = metadata[field];
    if (found !== undefined && found !== null && typeof found !== type) {
      throw new SourceError(`Failed to unmarshal "${place}": metadata.${field} of ${kind} must be a ${type}`);
    }
  }
  const object = copyJson(value) as KubernetesObject;
  if (JSON.stringify(object).length > LARGEST_OBJECT) {
    throw new SourceError(`${place}: ${kind} ${object.metadata.name} is larger than ${LARGEST_OBJECT} bytes`);
  }
  delete object.status;
  return { ...object, metadata: { ...object.metadata, name: object.metadata.name ?? '' } };
}

function isNamed({ name, generateName }: Record<string, unknown>): boolean {
  return [name, generateName].some((value) => typeof value === 'string' && value !== '');
}

function missing(field: string, place: string): SourceError {
  return new SourceError(`Object '${field}' is missing in '${place}'`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
