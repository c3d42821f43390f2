import { describe, expect, it } from 'vitest';
import type { Progress } from '../../operations/context.ts';
import { createProgressWriter } from './progress.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

function written(event: Progress, options: { isTTY?: boolean; quiet?: boolean } = {}): string {
  let text = '';
  const stream = { isTTY: options.isTTY ?? false, write: (more: string) => (text += more) };
  createProgressWriter(stream, options.quiet ?? false)(event);
  return text;
}

describe('progress on standard error', () => {
  it('is a line a step, with its time', () => {
    expect(written({ kind: 'step-started', step: 'push', text: 'pushing' })).toBe('· push       pushing\n');
    expect(written({ kind: 'step-done', step: 'push', text: 'pushed', milliseconds: 20.4 })).toBe(
      '✓ push       pushed 20 ms\n',
    );
    expect(written({ kind: 'step-failed', step: 'push', text: 'REGISTRY_FULL', milliseconds: 2345 })).toBe(
      '✗ push       REGISTRY_FULL 2.3 s\n',
    );
  });

  it('shows digests as short as docker does', () => {
    expect(written({ kind: 'note', text: `runs web:v1@${DIGEST}, no other` })).toBe(
      '  runs web:v1@sha256:0123456789ab…, no other\n',
    );
  });

  it('is silent when it is not wanted, and has colours on a terminal alone', () => {
    const event: Progress = { kind: 'output', line: 'Step 1' };
    expect(written(event, { quiet: true })).toBe('');
    expect(written(event)).toBe('  │ Step 1\n');
    if (process.env['NO_COLOR'] === undefined) expect(written(event, { isTTY: true })).toContain('\u001B[');
  });
});
