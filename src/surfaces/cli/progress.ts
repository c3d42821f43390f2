import { styleText } from 'node:util';
import type { Progress } from '../../operations/context.ts';
import { redact } from '../../platform/redact.ts';

export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Writes progress to standard error: one line a step, with its time; colours only on a terminal. */
export function createProgressWriter(stream: ProgressStream, quiet: boolean): (event: Progress) => void {
  if (quiet) return () => undefined;
  const paint = painter(stream.isTTY === true && process.env['NO_COLOR'] === undefined);
  return (event) => {
    for (const line of linesOf(event, paint)) stream.write(`${redact(shortDigests(line))}\n`);
  };
}

type Paint = (style: 'green' | 'red' | 'dim' | 'bold', text: string) => string;

function painter(colours: boolean): Paint {
  return (style, text) => (colours ? styleText(style, text, { validateStream: false }) : text);
}

function linesOf(event: Progress, paint: Paint): string[] {
  switch (event.kind) {
    case 'step-started':
      return [`${paint('dim', '·')} ${event.step.padEnd(10)} ${event.text}`];
    case 'step-done':
      return [
        `${paint('green', '✓')} ${event.step.padEnd(10)} ${event.text} ${paint('dim', duration(event.milliseconds))}`,
      ];
    case 'step-failed':
      return [
        `${paint('red', '✗')} ${event.step.padEnd(10)} ${event.text} ${paint('dim', duration(event.milliseconds))}`,
      ];
    case 'note':
      return [`  ${event.text}`];
    case 'output':
      return [`  ${paint('dim', `│ ${event.line}`)}`];
  }
}

/** Whole digests are in what the operation gives; here they would only hide the rest of the line. */
function shortDigests(line: string): string {
  return line.replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, '$1…');
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Verdict words in colour; only for a terminal. */
export function colourVerdicts(line: string): string {
  return line.replace(/\b(PASS|FAIL|UNVERIFIED|SUPERSEDED|PROGRESSING|PENDING)\b/g, (word) =>
    styleText(word === 'PASS' ? ['green', 'bold'] : word === 'FAIL' ? ['red', 'bold'] : ['yellow', 'bold'], word, {
      validateStream: false,
    }),
  );
}
