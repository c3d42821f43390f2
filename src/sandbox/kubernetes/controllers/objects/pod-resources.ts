import { quantity } from './quantity.ts';
import type { Container, Pod } from './pod.ts';

/** What a pod asks for, by resource name, in units (cores, bytes): the containers together, or its largest init step. */
export function podRequests(pod: Pod): Map<string, number> {
  return effective(pod, (container) => container.resources?.requests ?? container.resources?.limits ?? {});
}

export function podLimits(pod: Pod): Map<string, number> {
  return effective(pod, (container) => container.resources?.limits ?? {});
}

type Read = (container: Container) => Readonly<Record<string, string | number>>;

function effective(pod: Pod, read: Read): Map<string, number> {
  const initial = pod.spec.initContainers ?? [];
  const sidecars = initial.filter((container) => container.restartPolicy === 'Always');
  const total = sumOf([...(pod.spec.containers ?? []), ...sidecars], read);
  for (const container of initial.filter((one) => one.restartPolicy !== 'Always')) {
    for (const [name, value] of sumOf([container], read)) total.set(name, Math.max(total.get(name) ?? 0, value));
  }
  return total;
}

function sumOf(containers: readonly Container[], read: Read): Map<string, number> {
  const total = new Map<string, number>();
  for (const container of containers) {
    for (const [name, value] of Object.entries(read(container))) {
      total.set(name, (total.get(name) ?? 0) + quantity(value));
    }
  }
  return total;
}
