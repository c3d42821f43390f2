import { LoungeError } from '../../domain/errors.ts';
import type { ReleaseStep } from '../../domain/release.ts';
import type { JournalEntry } from '../../ports/store.ts';
import { say } from './messages.ts';
import type { Shipping, Step } from './shipping.ts';

/** Runs the steps that the journal does not know as done: intent, effect, result. */
export async function runSteps(shipping: Shipping, steps: readonly Step[]): Promise<void> {
  const journal = await shipping.lounge.store.journal(shipping.release.id);
  for (const step of steps) {
    if (!isDone(journal, step.name)) await runStep(shipping, step);
  }
}

/** The step at which an interrupted release stopped. */
export function interruptedStep(journal: readonly JournalEntry[], steps: readonly Step[]): ReleaseStep | undefined {
  return steps.find((step) => !isDone(journal, step.name))?.name;
}

function isDone(journal: readonly JournalEntry[], step: ReleaseStep): boolean {
  return journal.some((entry) => entry.step === step && entry.phase === 'done');
}

async function runStep(shipping: Shipping, step: Step): Promise<void> {
  const { context, lounge, release } = shipping;
  if (context.signal.aborted) throw new LoungeError('CANCELLED');
  const startedAt = context.clock.now();
  const entry = (phase: JournalEntry['phase'], data: JournalEntry['data']) => ({
    release: release.id,
    step: step.name,
    phase,
    data,
    at: context.clock.now(),
  });
  await lounge.store.append(entry('intent', {}));
  context.progress({ kind: 'step-started', step: step.name, text: say(context.language, step.name) });
  try {
    const evidence = await step.run(shipping);
    await lounge.store.append(entry('done', { evidence }));
    context.progress({
      kind: 'step-done',
      step: step.name,
      text: evidence,
      milliseconds: context.clock.now() - startedAt,
    });
  } catch (error) {
    const text = error instanceof LoungeError ? error.code : say(context.language, step.name);
    context.progress({ kind: 'step-failed', step: step.name, text, milliseconds: context.clock.now() - startedAt });
    throw context.signal.aborted ? new LoungeError('CANCELLED', {}, { cause: error }) : error;
  }
}
