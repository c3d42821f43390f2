import { z } from 'zod';
import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import { isHook } from '../annotations.ts';
import type { Health } from './resource-health.ts';

const Terminated = z
  .object({ reason: z.string().catch(''), message: z.string().catch(''), exitCode: z.number().catch(0) })
  .optional()
  .catch(undefined);
const ContainerStatuses = z
  .array(
    z.object({
      name: z.string().catch(''),
      state: z
        .object({
          waiting: z.object({ reason: z.string().catch(''), message: z.string().catch('') }).optional(),
          terminated: Terminated,
        })
        .catch({ waiting: undefined, terminated: undefined }),
      lastState: z.object({ terminated: Terminated }).catch({ terminated: undefined }),
    }),
  )
  .catch([]);
const Pod = z.object({
  spec: z.object({ restartPolicy: z.string().catch('Always') }).catch({ restartPolicy: 'Always' }),
  status: z
    .object({
      phase: z.string().catch(''),
      message: z.string().catch(''),
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).catch([]),
      containerStatuses: ContainerStatuses,
      initContainerStatuses: ContainerStatuses,
    })
    .catch({ phase: '', message: '', conditions: [], containerStatuses: [], initContainerStatuses: [] }),
});
type Status = z.infer<typeof Pod>['status'];

export function podHealth(object: KubernetesObject): Health {
  const { spec, status } = Pod.parse(object);
  const ignoresPolicy = object.metadata.annotations?.['argocd.argoproj.io/ignore-restart-policy'] === 'true';
  const longRunning = spec.restartPolicy === 'Always' || (ignoresPolicy && !isHook(object));
  const stuck = status.containerStatuses.flatMap(({ state: { waiting } }) =>
    waiting && /^Err|Error$|BackOff$/.test(waiting.reason) ? [waiting.message] : [],
  );
  if (longRunning && stuck.length > 0) return { status: 'Degraded', message: stuck.join(', ') };
  const { phase, message } = status;
  if (phase === 'Pending') return { status: 'Progressing', message };
  if (phase === 'Succeeded') return { status: 'Healthy', message };
  if (phase === 'Failed') return { status: 'Degraded', message: message || failureOf(status) };
  if (phase === 'Running') return longRunning ? runningHealth(status) : { status: 'Progressing', message };
  return { status: 'Unknown', message };
}

function runningHealth({ message, conditions, containerStatuses }: Status): Health {
  if (conditions.some(({ type, status }) => type === 'Ready' && status === 'True'))
    return { status: 'Healthy', message };
  const died = containerStatuses.some(({ lastState }) => lastState.terminated !== undefined);
  return { status: died ? 'Degraded' : 'Progressing', message };
}

function failureOf({ initContainerStatuses, containerStatuses }: Status): string {
  for (const { name, state } of [...initContainerStatuses, ...containerStatuses]) {
    const { terminated } = state;
    if (!terminated) continue;
    if (terminated.message !== '') return terminated.message;
    if (terminated.reason === 'OOMKilled') return terminated.reason;
    if (terminated.exitCode !== 0)
      return `container ${JSON.stringify(name)} failed with exit code ${terminated.exitCode}`;
  }
  return '';
}
