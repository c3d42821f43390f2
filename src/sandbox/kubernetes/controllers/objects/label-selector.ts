import type { KubernetesObject } from '../../store/object-store.ts';

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelExpression[];
}

export interface LabelExpression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** As Kubernetes: an empty selector matches everything, a missing one nothing. */
export function selects(selector: LabelSelector | undefined, object: KubernetesObject): boolean {
  if (!selector) return false;
  const labels = new Map(Object.entries(object.metadata.labels ?? {}));
  return (
    Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels.get(key) === value) &&
    (selector.matchExpressions ?? []).every((expression) => expressionHolds(expression, labels.get(expression.key)))
  );
}

/** Also for node affinity, which compares numbers as well. */
export function expressionHolds({ operator, values = [] }: LabelExpression, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}
