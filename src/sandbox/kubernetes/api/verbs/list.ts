import type { KubernetesObject } from '../../store/object-store.ts';
import { badRequest, expired, statusFailure } from '../../store/status-failure.ts';
import type { ResourceRequest } from '../api-request.ts';
import type { Snapshot } from '../list-snapshots.ts';
import { rendererFor } from '../render-object.ts';
import { sendText } from '../responses.ts';
import { selectFrom } from '../selectors/select.ts';

/** A list, whole or page by page; all pages of one list show one moment. */
export function listObjects(request: ResourceRequest): void {
  const { query, context, response } = request;
  const limit = limitFrom(query);
  const proceed = query.get('continue');
  const all = proceed ? context.snapshots.take(proceed) : freshSnapshot(request);
  const page = limit === 0 ? all.objects : all.objects.slice(0, limit);
  const rest = all.objects.slice(page.length);
  const metadata: Record<string, unknown> = { resourceVersion: all.resourceVersion };
  if (rest.length > 0) {
    metadata.continue = context.snapshots.keep({ resourceVersion: all.resourceVersion, objects: rest });
    metadata.remainingItemCount = rest.length;
  }
  sendText(response, 200, rendererFor(request).list(page, metadata), 'application/json');
}

function freshSnapshot(request: ResourceRequest): Snapshot {
  const { store } = request.context;
  refuseImpossibleVersion(request.query, Number(store.resourceVersion));
  return { resourceVersion: store.resourceVersion, objects: selectedObjects(request) };
}

/** What the path and the selectors ask for, as it is now. */
export function selectedObjects({ context, resource, target, query }: ResourceRequest): KubernetesObject[] {
  const select = selectFrom(query, resource.kind, {});
  const { namespace } = target;
  return context.store.list(resource.kind, namespace === undefined ? {} : { namespace }).filter(select);
}

function limitFrom(query: URLSearchParams): number {
  const text = query.get('limit') ?? '0';
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`limit: Invalid value: ${JSON.stringify(text.slice(0, 50))}`);
  return Number(text);
}

/** `resourceVersion` and `resourceVersionMatch`: what is asked for must be what there is, or be older. */
function refuseImpossibleVersion(query: URLSearchParams, current: number): void {
  const version = query.get('resourceVersion') ?? '';
  const match = query.get('resourceVersionMatch') ?? '';
  if (match !== '' && version === '') {
    throw badRequest('resourceVersionMatch is forbidden unless resourceVersion is provided');
  }
  if (version === '' || version === '0') return;
  const wanted = versionNumber(version);
  if (wanted > current) throw tooLarge(wanted, current);
  if (match === 'Exact' && wanted < current) throw expired(`The resourceVersion for the provided list is too old.`);
}

export function versionNumber(text: string): number {
  if (/^\d{1,16}$/.test(text)) return Number(text);
  throw badRequest(`Invalid value: ${JSON.stringify(text.slice(0, 50))}: invalid resource version`);
}

export function tooLarge(wanted: number, current: number): Error {
  return statusFailure(504, 'Timeout', `Too large resource version: ${wanted}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}
