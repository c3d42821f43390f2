import { jsonText } from '../store/json.ts';
import type { KubernetesObject } from '../store/object-store.ts';
import type { ResourceRequest } from './api-request.ts';
import { sendText } from './responses.ts';
import { tableOfKind } from './tables/index.ts';

/** The text of objects as a request wants them: whole, as metadata alone, or as rows of a table. */
export interface Renderer {
  object(object: KubernetesObject): string;
  list(objects: readonly KubernetesObject[], metadata: Record<string, unknown>): string;
}

export function rendererFor(request: ResourceRequest): Renderer {
  if (request.accept.as === 'Table') return tableRenderer(request);
  const whole = request.accept.as === 'Object';
  const { resource, view } = request;
  const kind = whole ? `${resource.kind}List` : 'PartialObjectMetadataList';
  const apiVersion = whole ? view.apiVersion : 'meta.k8s.io/v1';
  const object = whole
    ? (item: KubernetesObject) => jsonText(view.out(item))
    : (item: KubernetesObject) => JSON.stringify(metadataOf(item));
  return {
    object,
    list: (objects, metadata) => {
      const head = JSON.stringify({ kind, apiVersion, metadata });
      return `${head.slice(0, -1)},"items":[${objects.map(object).join(',')}]}\n`;
    },
  };
}

export function sendObject(request: ResourceRequest, code: number, object: KubernetesObject): void {
  sendText(request.response, code, rendererFor(request).object(object), 'application/json');
}

function metadataOf(object: KubernetesObject): Record<string, unknown> {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

function tableRenderer(request: ResourceRequest): Renderer {
  const { resource, view, query, context } = request;
  const definition = tableOfKind(resource.kind);
  const include = query.get('includeObject') ?? 'Metadata';
  const objectOf = (object: KubernetesObject): unknown => {
    if (include === 'None') return undefined;
    return include === 'Object' ? view.out(object) : metadataOf(object);
  };
  const table = (
    objects: readonly KubernetesObject[],
    metadata: Record<string, unknown>,
    withColumns: boolean,
  ): string =>
    `${JSON.stringify({
      kind: 'Table',
      apiVersion: `meta.k8s.io/${request.accept.version === 'v1beta1' ? 'v1beta1' : 'v1'}`,
      metadata,
      columnDefinitions: withColumns ? definition.columns.map(describeColumn) : [],
      rows: objects.map((object) => ({
        cells: definition.cells(object, context.clock.now()),
        object: objectOf(object),
      })),
    })}\n`;
  let first = true;
  return {
    list: (objects, metadata) => table(objects, metadata, true),
    object: (object) => {
      const text = table([object], { resourceVersion: object.metadata.resourceVersion }, first);
      first = false;
      return text.trimEnd();
    },
  };
}

function describeColumn(column: { name: string; type: string; format?: string; priority?: number }) {
  return { description: column.name, format: '', priority: 0, ...column };
}
