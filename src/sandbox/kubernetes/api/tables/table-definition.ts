import type { KubernetesObject } from '../../store/object-store.ts';

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean';
  readonly format?: string;
  /** Above 0: shown by `-o wide` only. */
  readonly priority?: number;
}

/** How a kind looks in `kubectl get`. */
export interface TableDefinition {
  readonly columns: readonly Column[];
  /** One cell a column. `now` in milliseconds. */
  cells(object: KubernetesObject, now: number): readonly (string | number | boolean)[];
}

/** `Name`, `Ready:integer`, `+IP` (wide only). */
export function columns(...texts: readonly string[]): Column[] {
  return texts.map((text) => {
    const [, wide, name = '', type = 'string'] = /^(\+?)([^:]+)(?::(\w+))?$/.exec(text) ?? [];
    return {
      name,
      type: type as Column['type'],
      ...(name === 'Name' ? { format: 'name' } : {}),
      priority: wide === '+' ? 1 : 0,
    };
  });
}
