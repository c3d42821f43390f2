import { describe, expect, it } from 'vitest';
import { parsePushReport } from './parse-push-report.ts';

const reference = 'refs/heads/main';
const line = (flag: string, summary: string) =>
  `To http://127.0.0.1/x.git\n${flag}\tabc:${reference}\t${summary}\nDone\n`;

describe('parsePushReport', () => {
  it.each([
    [' ', 'abc..def', 'done'],
    ['*', '[new branch]', 'done'],
    ['+', 'abc...def (forced update)', 'done'],
    ['=', '[up to date]', 'done'],
    ['-', '[deleted]', 'done'],
    ['!', '[rejected] (stale info)', 'moved'],
    ['!', '[rejected] (fetch first)', 'moved'],
    ['!', '[rejected] (non-fast-forward)', 'moved'],
    ['!', '[remote rejected] (failed to update ref)', 'moved'],
    ['!', '[remote rejected] (incorrect old value provided)', 'moved'],
    ['!', '[remote rejected] (pre-receive hook declined)', 'refused'],
    ['!', '[remote rejected] (protected branch hook declined)', 'refused'],
  ])('%j %s is %s', (flag, summary, kind) => {
    expect(parsePushReport(line(flag, summary), reference)).toMatchObject({ kind });
  });

  it('gives the reason of a refusal', () => {
    expect(parsePushReport(line('!', '[remote rejected] (pre-receive hook declined)'), reference)).toEqual({
      kind: 'refused',
      reason: 'pre-receive hook declined',
    });
  });

  it('reads another reference, or none, as nothing', () => {
    expect(parsePushReport(line(' ', 'a..b'), 'refs/heads/other')).toBeUndefined();
    expect(parsePushReport('', reference)).toBeUndefined();
  });
});
