import type { Attack } from '../attack.ts';
import { podAttack } from '../build-attack.ts';

export const podAttacks: readonly Attack[] = [
  podAttack({
    id: 'pod-host-path',
    title: 'a volume of type hostPath',
    change: (pod) => {
      pod.volumes.push({ name: 'host', hostPath: { path: '/' } });
    },
    stoppedBy: { rule: 'workload-host-access', admission: /hostPath/ },
  }),
];
