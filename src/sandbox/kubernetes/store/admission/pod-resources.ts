import { fieldsAt, listOf, textOf, type Fields } from '../../resources/fields.ts';
import { addQuantities, parseQuantity, type Quantity } from '../../resources/quantity.ts';

const NONE: Quantity = { nanos: 0n, family: 'decimal' };

/** What a pod asks for, as the scheduler counts: containers and sidecars together, or the largest init container. */
export function podResource(spec: Fields, kind: 'requests' | 'limits', name: string): Quantity {
  const amount = (container: Fields): Quantity =>
    parseQuantity(textOf(fieldsAt(container, 'resources', kind)[name])) ?? NONE;
  const init = listOf(spec.initContainers);
  const sidecars = init.filter(({ restartPolicy }) => restartPolicy === 'Always');
  const running = [...listOf(spec.containers), ...sidecars].map(amount).reduce(addQuantities, NONE);
  const before = init.filter(({ restartPolicy }) => restartPolicy !== 'Always').map(amount);
  return before.reduce((most, next) => (next.nanos > most.nanos ? next : most), running);
}

/** The containers that do not say how much they want. */
export function containersWithout(spec: Fields, kind: 'requests' | 'limits', name: string): string[] {
  return [...listOf(spec.containers), ...listOf(spec.initContainers)]
    .filter((container) => fieldsAt(container, 'resources', kind)[name] === undefined)
    .map((container) => textOf(container.name));
}
