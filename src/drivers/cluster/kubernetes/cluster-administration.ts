import { z } from 'zod';
import { LoungeError } from '../../../domain/errors.ts';
import { CREDENTIAL_KINDS } from '../../../domain/messages/credential-kinds.ts';
import type { Clock } from '../../../ports/clock.ts';
import type {
  AccessAnswer,
  AccessQuestion,
  ClusterAccess,
  ClusterAdministration,
} from '../../../ports/cluster-administration.ts';
import { accountKubeconfig } from './account-kubeconfig.ts';
import type { ApiCalls } from './api-calls.ts';
import type { ApiClient } from './api-client.ts';
import { credentialExpiry } from './credential-expiry.ts';
import { administrativeWriting } from './administrative-writing.ts';
import { knownResource } from './resource-paths.ts';

const words = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const SelfSubject = z.object({ status: z.object({ userInfo: z.object({ username: z.string() }) }) });
const AccessReview = z.object({ status: z.object({ allowed: z.boolean() }) });
const RulesReview = z.object({
  status: z.object({
    incomplete: z.boolean().default(false),
    resourceRules: z
      .array(z.object({ verbs: words, apiGroups: words, resources: words, resourceNames: words }))
      .nullish()
      .transform((list) => list ?? []),
  }),
});
const ResourceList = z.object({ resources: z.array(z.object({ name: z.string(), kind: z.string() })) });

export function clusterAdministration(client: ApiClient, calls: ApiCalls, clock: Clock): ClusterAdministration {
  return {
    ...administrativeWriting(calls),
    access: async () => await access(client, calls, clock),
    allowed: async (question) => await allowed(calls, question),
    rules: async (namespace, username) => {
      const review = await create(calls, 'authorization.k8s.io', 'SelfSubjectRulesReview', { namespace }, username);
      const { resourceRules, incomplete } = RulesReview.parse(review).status;
      return {
        complete: !incomplete,
        rules: resourceRules.map(({ verbs, apiGroups, resources, resourceNames }) => ({
          verbs,
          groups: apiGroups,
          resources,
          names: resourceNames,
        })),
      };
    },
    kubeconfigFor: async (account) => await accountKubeconfig(client, calls, account),
    kinds: async (apiVersion) => {
      const answer = await calls
        .answer({ path: `/apis/${apiVersion}` }, { verb: 'read', kind: apiVersion })
        .catch(absent);
      const list = ResourceList.safeParse(answer?.found === true ? answer.value : undefined);
      return list.success ? [...new Set(list.data.resources.map(({ kind }) => kind))] : [];
    },
    knowsField: async (apiVersion, field) => {
      const path = `/openapi/v3/apis/${apiVersion}`;
      const answer = await calls.answer({ path }, { verb: 'read', kind: apiVersion }).catch(absent);
      return answer?.found === true && JSON.stringify(answer.value).includes(`${JSON.stringify(field)}:`);
    },
  };
}

function absent(error: unknown): undefined {
  if (error instanceof LoungeError && error.code === 'CLUSTER_KIND_MISSING') return undefined;
  throw error;
}

async function access(client: ApiClient, calls: ApiCalls, clock: Clock): Promise<ClusterAccess> {
  const { context, server, credentials, user } = await client.identity();
  const expires = credentialExpiry(credentials, user);
  if (expires !== undefined && expires.at <= clock.now())
    throw new LoungeError('CLUSTER_EXPIRED', {
      context,
      what: CREDENTIAL_KINDS[expires.what],
      at: new Date(expires.at).toISOString(),
    });
  const review = SelfSubject.parse(await create(calls, 'authentication.k8s.io', 'SelfSubjectReview', {}));
  return { context, server, username: review.status.userInfo.username, expires };
}

async function allowed(calls: ApiCalls, question: AccessQuestion): Promise<AccessAnswer> {
  const { verb, namespace, name } = question;
  const [kind = '', subresource] = question.kind.split('/');
  const { apiVersion, plural } = knownResource(kind, calls.engine);
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const resourceAttributes = { verb, group, resource: plural, subresource, namespace, name };
  const review = await create(calls, 'authorization.k8s.io', 'SelfSubjectAccessReview', { resourceAttributes });
  return {
    allowed: AccessReview.parse(review).status.allowed,
    group,
    resource: subresource === undefined ? plural : `${plural}/${subresource}`,
  };
}

/** Reviews are answered, and never stored. */
async function create(calls: ApiCalls, group: string, kind: string, spec: object, actAs?: string): Promise<unknown> {
  const answer = await calls.answer(
    {
      method: 'POST',
      path: `/apis/${group}/v1/${kind.toLowerCase()}s`,
      body: JSON.stringify({ apiVersion: `${group}/v1`, kind, spec }),
      ...(actAs === undefined ? {} : { actAs }),
    },
    { verb: 'create', kind },
  );
  return answer.found ? answer.value : undefined;
}
