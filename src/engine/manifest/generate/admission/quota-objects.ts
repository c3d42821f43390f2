import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import type { RenderedObject } from '../../../../domain/rendered-object.ts';
import { engineNamespaces } from '../engine-namespaces.ts';
import { admissionLabels } from './admission-policy.ts';

/** What all workloads of a namespace may take together, and one container at most; nothing where lounge.yaml says `quota: off`. */
export function quotaObjects(config: LoungeConfig, engine: string): readonly RenderedObject[] {
  const { quota } = config.policy;
  if (quota === 'off') return [];
  const labels = admissionLabels(config);
  return engineNamespaces(config, engine).flatMap((namespace) => [
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'lounge', namespace, labels },
      spec: {
        hard: {
          pods: String(quota.pods),
          'limits.cpu': quota.cpu,
          'limits.memory': quota.memory,
          'requests.storage': quota.storage,
          'services.loadbalancers': '0',
          'services.nodeports': '0',
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'lounge', namespace, labels },
      spec: {
        limits: [
          {
            type: 'Container',
            max: { cpu: quota.containerCpu, memory: quota.containerMemory },
            default: { cpu: '500m', memory: '256Mi' },
            defaultRequest: { cpu: '50m', memory: '64Mi' },
          },
        ],
      },
    },
  ]);
}
