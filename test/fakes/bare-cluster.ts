import type { IncomingMessage, ServerResponse } from 'node:http';
import { fakeKubernetesApi, status, type FakeKubernetesApi } from './kubernetes-api.ts';

/** What differs from a good cluster. */
export interface BareClusterOptions {
  readonly version?: string;
  /** Kinds of Argo CD that are defined. */
  readonly kinds?: readonly string[];
  /** Where Argo CD is; undefined: its definitions alone. */
  readonly argocd?: { readonly namespace: string; readonly version: string } | undefined;
  /** What the identity may not do: `patch applications`. */
  readonly denied?: readonly string[];
  /** Objects that are there, by the path of their collection. */
  readonly objects?: readonly (readonly [path: string, object: Record<string, unknown>])[];
}

/** A cluster with Argo CD 3.6 that holds nothing else, as far as `bootstrap` and `doctor` ask. */
export interface BareCluster extends FakeKubernetesApi {
  /** Requests that would have changed something: reviews and dry runs do not. */
  readonly changes: readonly string[];
}

const ARGO = '/apis/argoproj.io/v1alpha1';
const NAMED = /^\/apis?(?:\/[^/]+)?\/v[^/]+(?:\/namespaces\/[^/]+)?\/[^/]+\/([^/]+)$/;

/** Each object is served where it was put; what nobody put is a 404, as the API server says it. */
export async function bareCluster(options: BareClusterOptions = {}): Promise<BareCluster> {
  const { version = 'v1.35.4', kinds = ['Application', 'AppProject'], denied = [], objects = [] } = options;
  const argocd = 'argocd' in options ? options.argocd : { namespace: 'argocd', version: '3.6.1' };
  const api = await fakeKubernetesApi();
  const changes: string[] = [];
  const there = new Map<string, Record<string, unknown>>();
  const put = (path: string, object: Record<string, unknown>) => {
    api.put(path, object);
    there.set(`${path}/${(object['metadata'] as { name: string }).name}`, object);
  };
  if (argocd !== undefined) {
    const { namespace } = argocd;
    const project = { metadata: { name: 'default', namespace } };
    for (const path of [`${ARGO}/appprojects`, `${ARGO}/namespaces/${namespace}/appprojects`]) put(path, project);
    const labels = { 'app.kubernetes.io/version': argocd.version };
    put(`/api/v1/namespaces/${namespace}/configmaps`, { metadata: { name: 'argocd-cm', namespace, labels } });
  }
  for (const [path, object] of objects) put(path, object);

  api.intercept(async (request, response, url) => {
    const path = url.pathname;
    const review = /\/(selfsubject\w+)s$/.exec(path)?.[1];
    const account = /^(.*\/serviceaccounts\/([^/]+))\/token$/.exec(path);
    if (account?.[1] !== undefined && !there.has(account[1])) {
      status(response, 404, 'NotFound', `serviceaccounts "${account[2]}" not found`, account[2]);
      return true;
    }
    if (request.method !== 'GET' && review === undefined && !url.searchParams.has('dryRun'))
      changes.push(`${request.method} ${path}`);
    if (path === '/version') return json(response, { gitVersion: version });
    if (path === ARGO && kinds.length === 0) return notServed(response);
    if (path === ARGO)
      return json(response, { resources: kinds.map((kind) => ({ kind, name: `${kind.toLowerCase()}s` })) });
    if (review === 'selfsubjectreview') return json(response, { status: { userInfo: { username: 'kim' } } });
    if (review === 'selfsubjectaccessreview') {
      const { resourceAttributes: asked } = (await bodyOf(request))['spec'] as {
        resourceAttributes: { verb: string; resource: string };
      };
      return json(response, { status: { allowed: !denied.includes(`${asked.verb} ${asked.resource}`) } });
    }
    if (url.searchParams.has('dryRun')) return json(response, await bodyOf(request));
    const name = NAMED.exec(path)?.[1];
    if (request.method === 'GET' && name !== undefined && !there.has(path)) {
      status(response, 404, 'NotFound', `"${name}" not found`, name);
      return true;
    }
    return false;
  });
  return { ...api, changes };
}

/** A group that the API server does not know is no Status: https://kubernetes.io/docs/reference/using-api/api-concepts/. */
function notServed(response: ServerResponse): true {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n');
  return true;
}

function json(response: ServerResponse, value: unknown): true {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  return true;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
}
