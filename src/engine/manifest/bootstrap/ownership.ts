import type { RenderedObject } from '../../../domain/rendered-object.ts';
import { recordOf, textOf } from '../read-field.ts';

/** The lounge that an object serves. */
export const LOUNGE_LABEL = 'lounge.dev/lounge';
const MANAGED_BY = 'app.kubernetes.io/managed-by';

/** Labels of an object that a lounge made. */
export function ownLabels(lounge: string): Readonly<Record<string, string>> {
  return { [MANAGED_BY]: 'lounge', [LOUNGE_LABEL]: lounge };
}

/** The object as one that the lounge made: `--remove` takes it away. */
export function owned(object: RenderedObject, lounge: string): RenderedObject {
  return withLabels(object, ownLabels(lounge));
}

/** The object as one that was there before: `--remove` gives back what it set, and leaves it. */
export function borrowed(object: RenderedObject, lounge: string): RenderedObject {
  return withLabels(object, { [LOUNGE_LABEL]: lounge });
}

function withLabels(object: RenderedObject, labels: Readonly<Record<string, string>>): RenderedObject {
  return { ...object, metadata: { ...object.metadata, labels: { ...object.metadata.labels, ...labels } } };
}

type Labelled = { readonly metadata: { readonly [field: string]: unknown } };

/** Whether a lounge made it, of whatever name. */
export function isMadeByLounge(object: Labelled): boolean {
  return labelOf(object, MANAGED_BY) === 'lounge';
}

/** The lounge that it says it serves. */
export function loungeOf(object: Labelled): string | undefined {
  return labelOf(object, LOUNGE_LABEL);
}

function labelOf(object: Labelled, label: string): string | undefined {
  return textOf(recordOf(object.metadata['labels'])[label]);
}
