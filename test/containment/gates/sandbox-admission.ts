import { TOKEN, startTestApi } from '../../../src/sandbox/kubernetes/api/testing/test-api.ts';
import { apiVersionOf } from '../../../src/sandbox/kubernetes/resources/resource.ts';
import { resourceOfKind } from '../../../src/sandbox/kubernetes/resources/resource-table.ts';
import type { RenderedObject } from '../../../src/domain/rendered-object.ts';
import type { Write } from '../attack.ts';
import { attackedLounge } from '../attacked-lounge.ts';
import { bootstrapped, identityOf, type AdmissionGate } from './admission-gate.ts';

/** The sandbox serves the kinds that a lounge uses: what it does not have cannot be written. */
export const NO_SUCH_KIND = 'the sandbox does not have this kind';

/** The API server of the sandbox, over HTTP, with impersonation as `kubectl --as` does it. */
export async function openSandboxAdmission(): Promise<AdmissionGate> {
  const api = await startTestApi();
  const lounge = attackedLounge('https://git.example.com/attacked.git');
  const send = async ({ as, verb, object }: Write, query: string): Promise<string> => {
    if (resourceOfKind(object.kind) === undefined) return NO_SUCH_KIND;
    const [user, ...groups] = identityOf(as, lounge);
    const response = await api.request(`${pathOf(object, verb)}${query}`, {
      method: { create: 'POST', patch: 'PATCH', delete: 'DELETE' }[verb],
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': verb === 'patch' ? 'application/merge-patch+json' : 'application/json',
        'impersonate-user': user,
        'impersonate-group': groups.join(', '),
      },
      ...(verb === 'delete' ? {} : { body: JSON.stringify(object) }),
    });
    const answer = (await response.json()) as { message?: string };
    return response.ok ? '' : (answer.message ?? `${response.status}`);
  };
  const argocd = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: lounge.argocd } };
  for (const object of [argocd, ...bootstrapped(lounge)]) {
    const said = await send({ as: 'administrator', verb: 'create', object }, '');
    if (said !== '') throw new Error(said);
  }
  return {
    lounge,
    write: async (write) => await send(write, '?dryRun=All'),
    close: async () => await api.stop(),
  };
}

function pathOf({ apiVersion, kind, metadata }: RenderedObject, verb: Write['verb']): string {
  const resource = resourceOfKind(kind);
  if (!resource || apiVersionOf(resource) !== apiVersion) throw new Error(`the sandbox does not have ${kind}`);
  const root = resource.group === '' ? '/api' : `/apis/${resource.group}`;
  const scope = resource.namespaced ? `/namespaces/${metadata.namespace}` : '';
  return `${root}/${resource.version}${scope}/${resource.plural}${verb === 'create' ? '' : `/${metadata.name}`}`;
}
