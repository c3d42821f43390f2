import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import { ROOT_PROJECT } from '../../layout.ts';
import { argocdNamespaceOf } from '../engine-namespaces.ts';
import type { AdmissionPolicy } from './admission-policy.ts';
import { celText } from './cel-text.ts';

/**
 * The projects are the fence, so only who may change this very policy may change them: an administrator who runs
 * `lounge bootstrap`. Argo CD itself may do everything in most clusters, and does what git says: it is left out by name.
 */
export function guardProjects(config: LoungeConfig, engine: string): AdmissionPolicy {
  const argocd = argocdNamespaceOf(config, engine);
  return {
    about: 'projects',
    namespaces: [argocd],
    rules: [
      {
        apiGroups: ['argoproj.io'],
        resources: ['appprojects'],
        operations: ['CREATE', 'UPDATE', 'DELETE'],
        resourceNames: [config.project, ROOT_PROJECT],
      },
    ],
    conditions: [
      {
        name: 'more-than-status',
        expression: `request.operation != 'UPDATE' || object.spec != oldObject.spec`,
      },
    ],
    checks: [
      {
        expression: `!request.userInfo.username.startsWith(${celText(`system:serviceaccount:${argocd}:`)}) && authorizer.group('admissionregistration.k8s.io').resource('validatingadmissionpolicies').check('update').allowed()`,
        message: `The projects of the lounge ${config.name} follow from lounge.yaml. Change it there and have an administrator run: lounge bootstrap`,
      },
    ],
  };
}
