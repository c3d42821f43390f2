export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime?: string;
  readonly lastUpdateTime?: string;
}

export function conditionOf<C extends { readonly type: string }>(
  conditions: readonly C[] | undefined,
  type: string,
): C | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function withoutCondition<C extends { readonly type: string }>(conditions: readonly C[], type: string): C[] {
  return conditions.filter((condition) => condition.type !== type);
}

/** As the workload controllers do: the same status and reason change nothing, a changed one moves to the end. */
export function withCondition<C extends Condition>(conditions: readonly C[], added: C): C[] {
  const known = conditionOf(conditions, added.type);
  if (known && known.status === added.status && known.reason === added.reason) return [...conditions];
  const kept = known?.status === added.status ? known.lastTransitionTime : undefined;
  const condition = kept === undefined ? added : { ...added, lastTransitionTime: kept };
  return [...withoutCondition(conditions, added.type), condition];
}
