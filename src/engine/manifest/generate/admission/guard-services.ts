import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import { engineNamespaces } from '../engine-namespaces.ts';
import type { AdmissionPolicy } from './admission-policy.ts';

/** Traffic gets in by the lounge's tunnel alone. */
export function guardServices(config: LoungeConfig, engine: string): AdmissionPolicy {
  return {
    about: 'services',
    namespaces: engineNamespaces(config, engine),
    rules: [{ apiGroups: [''], resources: ['services'], operations: ['CREATE', 'UPDATE'] }],
    conditions: [{ name: 'changes', expression: 'oldObject == null || object.spec != oldObject.spec' }],
    checks: [
      {
        expression: `object.spec.?type.orValue('ClusterIP') == 'ClusterIP'`,
        message: 'A Service of this type can be reached, or reaches, past the tunnel. Write type: ClusterIP.',
      },
      {
        expression: `size(object.spec.?externalIPs.orValue([])) == 0`,
        message: 'externalIPs would catch the traffic of other addresses. Take them out.',
      },
    ],
  };
}
