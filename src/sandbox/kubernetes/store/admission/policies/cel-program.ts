import { Environment } from '@marcbachmann/cel-js';
import { Authorizer, registerAuthorizer } from './authorizer.ts';
import { evaluateBounded, type CelEvaluator, type CelNode } from './cel-budget.ts';

/** An expression, compiled once. Throws an Error with the reason when it cannot be evaluated. */
export type CelProgram = (variables: Readonly<Record<string, unknown>>) => unknown;

const LONGEST = 16 * 1024;
const LIMITS = { maxAstNodes: 4000, maxDepth: 60, maxListElements: 500, maxMapEntries: 500, maxCallArguments: 16 };
/** A repeated group that itself repeats or chooses: on a backtracking engine it can take forever. */
const SLOW_PATTERN = /\((?:[^()\\]|\\.)*[*+{|](?:[^()\\]|\\.)*\)\s*[*+{]|\(\?[=!<]|\\[1-9]/;

const environment = createEnvironment();

interface CheckedMacro {
  readonly inner: CelNode;
}

interface TypeChecker {
  check(node: CelNode, context: unknown): unknown;
}

function createEnvironment(): Environment {
  const made = new Environment({ enableOptionalTypes: true, limits: LIMITS });
  registerAuthorizer(made);
  made.registerVariable('authorizer', 'kubernetes.authorization.Authorizer');
  for (const name of ['object', 'oldObject', 'request', 'namespaceObject', 'params', 'variables'])
    made.registerVariable(name, 'dyn');
  made.registerFunction('string.replace(string, string): string', (text: string, from: string, to: string) =>
    text.replaceAll(from, () => to),
  );
  // Whatever stands in it is evaluated with its steps counted.
  made.registerFunction('bounded(ast): dyn', ({ args }: { args: CelNode[] }) => ({
    inner: args[0],
    typeCheck: (checker: TypeChecker, macro: CheckedMacro, context: unknown) => checker.check(macro.inner, context),
    evaluate: (evaluator: CelEvaluator, macro: CheckedMacro, context: unknown) =>
      evaluateBounded(evaluator, macro.inner, context),
  }));
  return made;
}

/** Compiles one expression of the result type (`dyn` where any is right). Throws an Error that says what is wrong with it. */
export function compileExpression(text: string, type: 'bool' | 'string' | 'dyn'): CelProgram {
  if (text.length > LONGEST) throw new Error(`the expression is longer than ${LONGEST} characters`);
  const alone = environment.parse(text);
  const checked = alone.check();
  if (!checked.valid) throw new Error(`compilation failed: ${summaryOf(checked.error)}`);
  const found = checked.type ?? 'dyn';
  if (type !== 'dyn' && found !== type && found !== 'dyn') throw new Error(`must evaluate to ${type}`);
  refuseSlowPatterns(alone.ast);
  const program = environment.parse(`bounded(${text}\n)`);
  return (variables) => {
    try {
      const value: unknown = program({ authorizer: AUTHORIZER, ...variables });
      return value;
    } catch (error) {
      throw new Error(summaryOf(error), { cause: error });
    }
  };
}

const AUTHORIZER = new Authorizer();

function refuseSlowPatterns(node: unknown): void {
  if (Array.isArray(node)) return node.forEach(refuseSlowPatterns);
  if (typeof node !== 'object' || node === null || !('op' in node) || !('args' in node)) return;
  const { op, args } = node;
  if (op === 'rcall' && Array.isArray(args) && args[0] === 'matches') {
    const pattern: unknown = args[2]?.[0]?.op === 'value' ? args[2][0].args : undefined;
    if (typeof pattern !== 'string') throw new Error('the sandbox takes the pattern of matches() as a literal only');
    if (SLOW_PATTERN.test(pattern))
      throw new Error(`the sandbox does not take the pattern ${JSON.stringify(pattern)}: its time has no bound`);
  }
  refuseSlowPatterns(args);
}

/** The first line: what follows points into the source. */
function summaryOf(error: unknown): string {
  const summary = error instanceof Error && 'summary' in error ? error.summary : undefined;
  if (typeof summary === 'string') return summary.replace(/^No such key/, 'no such key');
  return error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
}
