import type { Attack } from '../attack.ts';
import { applicationAttack } from '../build-attack.ts';

export const applicationAttacks: readonly Attack[] = [
  applicationAttack({
    id: 'application-in-default',
    title: 'a child Application in the project `default`',
    change: ({ spec }) => {
      spec.project = 'default';
    },
    stoppedBy: { rule: 'argo-project', admission: /are in the project ai-agent-project/ },
  }),
];
