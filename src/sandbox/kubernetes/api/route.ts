import { actingAs } from '../store/acting-as.ts';
import { statusFailure } from '../store/status-failure.ts';
import type { ApiRequest, ResourceRequest } from './api-request.ts';
import { discoveryDocument } from './discovery.ts';
import { openApiIndex, openApiVersion2, openApiVersion3 } from './openapi.ts';
import { parseResourcePath, type ResourcePath } from './request-path.ts';
import { sendJson, sendText } from './responses.ts';
import { serveReview } from './reviews.ts';
import { servedResourceOf } from './served-resources.ts';
import { serveLog } from './subresources/log.ts';
import { serveProxy } from './subresources/proxy.ts';
import { serveScale } from './subresources/scale.ts';
import { createObject } from './verbs/create.ts';
import { deleteCollection, deleteObject } from './verbs/delete.ts';
import { getObject } from './verbs/get.ts';
import { listObjects } from './verbs/list.ts';
import { patchObject } from './verbs/patch.ts';
import { replaceObject } from './verbs/replace.ts';
import { watchObjects } from './verbs/watch.ts';

type Handler = (request: ResourceRequest) => void | Promise<void>;

/** Answers a request of an authenticated user. Throws a StatusFailure for what cannot be answered. */
export async function route(request: ApiRequest): Promise<void> {
  const { path, response } = request;
  if (path.startsWith('/openapi/')) return serveOpenApi(request);
  const aggregated = (request.message.headers.accept ?? '').includes(
    'g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
  );
  const discovery = discoveryDocument(path, aggregated, request.message.headers.host ?? '');
  if (discovery) {
    const type = discovery.kind === 'APIGroupDiscoveryList' ? AGGREGATED : 'application/json';
    return sendText(response, 200, JSON.stringify(discovery), type);
  }
  if (path === '/')
    return sendJson(response, 200, {
      paths: ['/api', '/apis', '/healthz', '/livez', '/openapi/v2', '/openapi/v3', '/readyz', '/version'],
    });
  const target = parseResourcePath(path);
  if (!target) throw pageNotFound();
  if (await serveReview(request, target)) return;
  const served = servedResourceOf(target.group, target.version, target.resource);
  if (!served) throw pageNotFound();
  const handler = handlerOf(request, target);
  if (!served.resource.namespaced && target.namespace !== undefined) throw pageNotFound();
  const context = { ...request.context, store: actingAs(request.context.store, request.user) };
  await handler({ ...request, context, resource: served.resource, view: served.view, target });
}

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

function handlerOf({ method, query }: ApiRequest, target: ResourcePath): Handler {
  const handler = target.subresource === undefined ? verbOf(method, query, target) : subresourceOf(method, target);
  if (!handler) throw notAllowed();
  return handler;
}

function verbOf(method: string, query: URLSearchParams, { name }: ResourcePath): Handler | undefined {
  const watching = query.get('watch') === 'true' || query.get('watch') === '1';
  switch (method) {
    case 'GET':
    case 'HEAD':
      if (watching) return watchObjects;
      return name === undefined ? listObjects : getObject;
    case 'POST':
      return name === undefined ? createObject : undefined;
    case 'PUT':
      return name === undefined ? undefined : replaceObject;
    case 'PATCH':
      return name === undefined ? undefined : patchObject;
    case 'DELETE':
      return name === undefined ? deleteCollection : deleteObject;
    default:
      return undefined;
  }
}

const NOT_OFFERED = new Set(['exec', 'attach', 'portforward', 'eviction', 'ephemeralcontainers', 'binding', 'token']);

function subresourceOf(method: string, { resource, subresource = '' }: ResourcePath): Handler | undefined {
  if (subresource === 'scale') return serveScale;
  if (subresource === 'log' && resource === 'pods') return method === 'GET' ? serveLog : undefined;
  if (subresource === 'proxy' && (resource === 'pods' || resource === 'services')) return serveProxy;
  if (subresource === 'status' || (subresource === 'finalize' && resource === 'namespaces')) {
    return new Map<string, Handler>([
      ['GET', getObject],
      ['PUT', replaceObject],
      ['PATCH', patchObject],
    ]).get(method);
  }
  if (NOT_OFFERED.has(subresource)) {
    throw statusFailure(501, 'NotImplemented', `the sandbox does not offer ${resource}/${subresource}`);
  }
  throw pageNotFound();
}

function serveOpenApi({ path, response, context }: ApiRequest): void {
  if (path === '/openapi/v2') return sendText(response, 200, openApiVersion2(context.version), 'application/json');
  if (path === '/openapi/v3') return sendJson(response, 200, openApiIndex(context.version));
  const document = openApiVersion3(path.replace('/openapi/v3/', ''), context.version);
  if (document === undefined) throw pageNotFound();
  sendText(response, 200, document, 'application/json');
}

function pageNotFound(): Error {
  return statusFailure(404, 'NotFound', 'the server could not find the requested resource');
}

function notAllowed(): Error {
  return statusFailure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
}
