import { addQuantities, parseQuantity, type Quantity } from '../../resources/quantity.ts';
import type { Container, Pod } from './pod.ts';

export type Resources = ReadonlyMap<string, Quantity>;

const NOTHING: Quantity = { nanos: 0n, family: 'decimal' };

/** What is no quantity is nothing: admission has refused it before. */
export function amountOf(value: string | number | undefined): Quantity {
  return parseQuantity(String(value ?? '')) ?? NOTHING;
}

/** What a pod asks for, by resource name: the containers together, or its largest init step. */
export function podRequests(pod: Pod): Resources {
  return effective(pod, (container) => container.resources?.requests ?? container.resources?.limits ?? {});
}

type Read = (container: Container) => Readonly<Record<string, string | number>>;

function effective(pod: Pod, read: Read): Resources {
  const initial = pod.spec.initContainers ?? [];
  const sidecars = initial.filter((container) => container.restartPolicy === 'Always');
  const total = sumOf([...(pod.spec.containers ?? []), ...sidecars], read);
  for (const container of initial.filter((one) => one.restartPolicy !== 'Always')) {
    for (const [name, amount] of sumOf([container], read)) {
      if (amount.nanos > (total.get(name) ?? NOTHING).nanos) total.set(name, amount);
    }
  }
  return total;
}

function sumOf(containers: readonly Container[], read: Read): Map<string, Quantity> {
  const total = new Map<string, Quantity>();
  for (const container of containers) {
    for (const [name, value] of Object.entries(read(container))) {
      total.set(name, addQuantities(total.get(name) ?? NOTHING, amountOf(value)));
    }
  }
  return total;
}
