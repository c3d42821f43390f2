/** What a node of an expression is evaluated by; the part of cel-js's evaluator that counting needs. */
export interface CelEvaluator {
  run(node: CelNode, context: unknown): unknown;
  debugTypeDeep(value: unknown): unknown;
}

export interface CelNode {
  readonly op: string;
  readonly args: unknown;
  evaluate(evaluator: CelEvaluator, node: CelNode, context: unknown): unknown;
}

/** Steps of one expression: some hundreds are usual, this many take about a tenth of a second. */
const BUDGET = 100_000;
const CHARACTERS_A_STEP = 64;
/** Nodes whose value is new, and nodes that walk through the values of their operands. */
const MAKES: ReadonlySet<string> = new Set(['list', 'map', '+', 'call', 'rcall']);
const WALKS: ReadonlySet<string> = new Set(['==', '!=', 'in']);

/** Evaluates a node with every step and every value that it makes counted. Throws when the budget is used up. */
export function evaluateBounded(evaluator: CelEvaluator, node: CelNode, context: unknown): unknown {
  let left = BUDGET;
  let parent = '';
  const charge = (steps: number): void => {
    left -= steps;
    if (left < 0) throw new Error('validation failed due to running out of cost budget');
  };
  const counting: CelEvaluator = Object.assign(Object.create(evaluator) as CelEvaluator, {
    // It uses private members of the evaluator.
    debugTypeDeep: (value: unknown) => evaluator.debugTypeDeep(value),
    run: (child: CelNode, inner: unknown): unknown => {
      charge(1);
      const outer = parent;
      parent = child.op;
      try {
        const value = child.evaluate(counting, child, inner);
        if (MAKES.has(child.op) || WALKS.has(outer)) charge(weightOf(value, left));
        return value;
      } finally {
        parent = outer;
      }
    },
  });
  const result = counting.run(node, context);
  // `||` and `&&` may have swallowed the error.
  charge(0);
  return result;
}

/** How many members a value has all in all, counted up to a bound: what is shared counts each time, as walking it would. */
function weightOf(value: unknown, bound: number): number {
  if (typeof value === 'string') return Math.ceil(value.length / CHARACTERS_A_STEP);
  if (typeof value !== 'object' || value === null) return 0;
  let weight = 1;
  for (const member of Array.isArray(value) ? value : Object.values(value)) {
    weight += 1 + weightOf(member, bound - weight);
    if (weight > bound) return weight;
  }
  return weight;
}
