import type { Operation } from './define-operation.ts';

/** One operation of the list, loaded when it is called: the program starts without reading the others. */
export interface OperationEntry {
  readonly name: string;
  load(): Promise<Operation>;
}

function entry(name: string, load: () => Promise<unknown>): OperationEntry {
  return { name, load: async () => (await load()) as Operation };
}

/** Every operation there is. Adding one: its folder, and one line here. */
export const operations: readonly OperationEntry[] = [
  entry('quickstart', async () => (await import('./quickstart/operation.ts')).quickstartOperation),
  entry('init', async () => (await import('./init/operation.ts')).initOperation),
  entry('new', async () => (await import('./new/operation.ts')).newOperation),
  entry('check', async () => (await import('./check/operation.ts')).checkOperation),
  entry('run', async () => (await import('./run/operation.ts')).runOperation),
  entry('rehearse', async () => (await import('./rehearse/operation.ts')).rehearseOperation),
  entry('ship', async () => (await import('./ship/operation.ts')).shipOperation),
  entry('build', async () => (await import('./build/operation.ts')).buildOperation),
  entry('push', async () => (await import('./push/operation.ts')).pushOperation),
  entry('bump', async () => (await import('./bump/operation.ts')).bumpOperation),
  entry('verify', async () => (await import('./verify/operation.ts')).verifyOperation),
  entry('status', async () => (await import('./status/operation.ts')).statusOperation),
  entry('logs', async () => (await import('./logs/operation.ts')).logsOperation),
  entry('history', async () => (await import('./history/operation.ts')).historyOperation),
  entry('rollback', async () => (await import('./rollback/operation.ts')).rollbackOperation),
  entry('resume', async () => (await import('./resume/operation.ts')).resumeOperation),
  entry('explain', async () => (await import('./explain/operation.ts')).explainOperation),
  entry('replay', async () => (await import('./replay/operation.ts')).replayOperation),
  entry('secrets apply', async () => (await import('./secrets/operations.ts')).secretsApply),
  entry('secrets status', async () => (await import('./secrets/operations.ts')).secretsStatus),
  entry('doctor', async () => (await import('./doctor/operation.ts')).doctorOperation),
  entry('sandbox up', async () => (await import('./sandbox/operations.ts')).sandboxUp),
  entry('sandbox down', async () => (await import('./sandbox/operations.ts')).sandboxDown),
  entry('sandbox status', async () => (await import('./sandbox/operations.ts')).sandboxStatus),
  entry('sandbox reset', async () => (await import('./sandbox/operations.ts')).sandboxReset),
  entry('gate', async () => (await import('./gate/operation.ts')).gateOperation),
];

/** Flags of every command that take the next word. */
const TAKES_VALUE = new Set(['--lang', '--folder', '-C']);

/** The operation that the arguments name (the longest name wins), and the arguments without it. */
export function findOperation(argv: readonly string[]): {
  readonly entry: OperationEntry | undefined;
  readonly rest: readonly string[];
} {
  const places = argv.flatMap((word, index) =>
    word.startsWith('-') || TAKES_VALUE.has(argv[index - 1] ?? '') ? [] : [index],
  );
  for (const length of [2, 1]) {
    const used = places.slice(0, length);
    const name = used.map((index) => argv[index]).join(' ');
    const found = used.length === length ? operations.find((candidate) => candidate.name === name) : undefined;
    if (found) return { entry: found, rest: argv.filter((_, index) => !used.includes(index)) };
  }
  return { entry: undefined, rest: argv };
}
