import { LoungeError } from '../../domain/errors.ts';
import type { BootstrapPartName } from '../../engine/manifest/bootstrap/bootstrap-parts.ts';
import type { Context } from '../context.ts';
import { say } from './messages.ts';

/** One step with its progress; `act` returns what was proved. */
export async function step(
  context: Context,
  name: BootstrapPartName | 'preflight' | 'remove' | 'services',
  act: () => Promise<string>,
): Promise<void> {
  if (context.signal.aborted) throw new LoungeError('CANCELLED');
  const startedAt = context.clock.now();
  const milliseconds = () => context.clock.now() - startedAt;
  context.progress({ kind: 'step-started', step: name, text: say(context.language, name) });
  try {
    context.progress({ kind: 'step-done', step: name, text: await act(), milliseconds: milliseconds() });
  } catch (error) {
    const text = error instanceof LoungeError ? error.code : say(context.language, name);
    context.progress({ kind: 'step-failed', step: name, text, milliseconds: milliseconds() });
    throw error;
  }
}
