import type { RenderedChange } from './compare-renders.ts';

/** Rendered changes as lines: the object and field, then what goes (-) and what comes (+). */
export function describeRenderChanges(changes: readonly RenderedChange[]): string {
  return changes
    .flatMap(({ object, field, before, after }) => [
      `${object} ${field}`.trim(),
      ...side('-', before),
      ...side('+', after),
    ])
    .join('\n');
}

function side(sign: string, value: unknown): string[] {
  if (value === undefined) return [];
  return [`${sign} ${typeof value === 'string' ? value : JSON.stringify(value)}`];
}
