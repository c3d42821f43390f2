import type { Language } from '../../domain/language.ts';
import { say } from './messages.ts';
import type { BootstrapOutput, BootstrapRow, EngineOutcome } from './operation.ts';

/** The result as a person reads it. */
export function presentBootstrap(output: BootstrapOutput, language: Language): readonly string[] {
  if (output.mode === 'print') return (output.yaml ?? '').trimEnd().split('\n');
  return output.engines.flatMap((outcome) => presentEngine(output.mode, outcome, language));
}

function presentEngine(mode: BootstrapOutput['mode'], outcome: EngineOutcome, language: Language): readonly string[] {
  const { engine, objects } = outcome;
  const count = (state: BootstrapRow['state']) => objects.filter((row) => row.state === state).length;
  const counts = { engine, created: count('created'), changed: count('changed'), unchanged: count('unchanged') };
  if (mode === 'remove')
    return [
      say(language, 'removed', { engine, removed: count('removed'), kept: count('kept') }),
      ...objects
        .filter(({ state }) => state === 'kept')
        .map(({ object, why = '' }) => say(language, 'keptRow', { object, why })),
    ];
  if (mode === 'dry-run')
    return [say(language, 'planned', { engine }), ...objects.flatMap((row) => presentRow(row, language))];
  if (counts.created + counts.changed === 0) return [say(language, 'nothingToDo', counts)];
  return [say(language, 'installed', counts), say(language, 'next')];
}

const MARK: Readonly<Record<BootstrapRow['state'], string>> = {
  created: '+',
  changed: '~',
  unchanged: '=',
  removed: '-',
  kept: '=',
};

function presentRow({ state, object, differences }: BootstrapRow, language: Language): readonly string[] {
  return [
    say(language, 'row', { mark: MARK[state], object }),
    ...differences.map((difference) => say(language, 'difference', difference)),
  ];
}
