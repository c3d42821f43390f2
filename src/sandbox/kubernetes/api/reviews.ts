import { fieldsAt, fieldsOf } from '../resources/fields.ts';
import { statusFailure } from '../store/status-failure.ts';
import type { ApiRequest } from './api-request.ts';
import { readObject } from './request-body.ts';
import type { ResourcePath } from './request-path.ts';
import { sendJson } from './responses.ts';

const EVERYTHING = {
  resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
  incomplete: false,
};

/** What is answered and never stored: who am I, may I. Whoever has a token may do everything in the sandbox. */
export async function serveReview(request: ApiRequest, { group, resource }: ResourcePath): Promise<boolean> {
  const answer = answerOf(request, `${group}/${resource}`);
  if (!answer) return false;
  if (request.method !== 'POST') {
    throw statusFailure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource');
  }
  const body = fieldsOf(await readObject(request.message)) ?? {};
  sendJson(request.response, 201, {
    kind: answer.kind,
    apiVersion: `${group}/v1`,
    metadata: {},
    spec: fieldsAt(body, 'spec'),
    status: answer.status,
  });
  return true;
}

function answerOf({ user }: ApiRequest, name: string): { kind: string; status: Record<string, unknown> } | undefined {
  switch (name) {
    case 'authorization.k8s.io/selfsubjectaccessreviews':
      return { kind: 'SelfSubjectAccessReview', status: { allowed: true } };
    case 'authorization.k8s.io/selfsubjectrulesreviews':
      return { kind: 'SelfSubjectRulesReview', status: EVERYTHING };
    case 'authentication.k8s.io/selfsubjectreviews':
      return { kind: 'SelfSubjectReview', status: { userInfo: user } };
    default:
      return undefined;
  }
}
