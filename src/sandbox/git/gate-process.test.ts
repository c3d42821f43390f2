import { tmpdir } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { createGate, type Gate, type GateOptions } from './gate-process.ts';

let gate: Gate | undefined;
afterEach(async () => {
  await gate?.close();
  gate = undefined;
});

/** A gate whose process is this script; `ask(push)` answers with what it returns. */
function gateOf(answer: string, more: Partial<GateOptions> = {}): Gate {
  const script = `
    let count = 0;
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const push = JSON.parse(line); count += 1;
      const answer = (${answer})(push, count);
      if (answer) process.stdout.write(JSON.stringify({ id: push.id, ...answer }) + '\\n');
    });`;
  gate = createGate({
    command: [process.execPath, '-e', script],
    folder: tmpdir(),
    environment: { PATH: process.env['PATH'] ?? '' },
    ...more,
  });
  return gate;
}

const push = (updates: string) => ({ folder: '/repository', environment: { GIT_QUARANTINE_PATH: '/q' }, updates });

describe('the gate process', () => {
  test('answers many pushes at once, each its own', async () => {
    const { judge } = gateOf('(push) => ({ accepted: push.updates === "good", lines: [push.updates, push.folder] })');
    expect(await Promise.all([judge(push('good')), judge(push('bad'))])).toEqual([
      { accepted: true, lines: ['good', '/repository'] },
      { accepted: false, lines: ['bad', '/repository'] },
    ]);
  });

  test('is one process for many pushes, and another one after it rested', async () => {
    const counting = gateOf('(push, count) => ({ accepted: true, lines: [String(process.pid), String(count)] })', {
      idleMs: 150,
    });
    const [first, second] = [await counting.judge(push('')), await counting.judge(push(''))];
    expect(second.lines).toEqual([first.lines[0], '2']);
    await new Promise((resolve) => setTimeout(resolve, 400));
    const third = await counting.judge(push(''));
    expect(third.lines[1]).toBe('1');
    expect(third.lines[0]).not.toBe(first.lines[0]);
  });

  test.each([
    ['ends', '() => process.exit(3)'],
    ['answers nonsense', '() => { process.stdout.write("{\\n"); }'],
    ['is silent', '() => undefined'],
  ])('that %s rejects, and the next push is judged by a new one', async (_, answer) => {
    const broken = gateOf(`(push, count) => push.updates === 'break' ? (${answer})() : { accepted: true, lines: [] }`, {
      timeoutMs: 300,
    });
    await expect(broken.judge(push('break'))).rejects.toThrow('the gate');
    expect((await broken.judge(push('again'))).accepted).toBe(true);
  });

  test('that is not there rejects', async () => {
    gate = createGate({ command: ['/nowhere/gate'], folder: tmpdir(), environment: {} });
    await expect(gate.judge(push(''))).rejects.toThrow('the gate ended');
  });

  test('takes nothing but true for an acceptance', async () => {
    const { judge } = gateOf('() => ({ accepted: "yes", lines: [] })');
    expect((await judge(push(''))).accepted).toBe(false);
  });
});
