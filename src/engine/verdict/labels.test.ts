import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseTimeline } from './parse-timeline.ts';
import { judgeUntil, replay } from './replay.ts';

const folder =
  process.env['LOUNGE_TIMELINES'] ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'timelines');
const labels = existsSync(join(folder, 'labels.tsv')) ? readLabels() : [];
if (labels.length === 0)
  process.stderr.write(`SKIPPED: no recordings in ${folder} (LOUNGE_TIMELINES names another folder)\n`);

function readLabels() {
  const [, ...rows] = readFileSync(join(folder, 'labels.tsv'), 'utf8').trim().split('\n');
  return rows.map((row) => {
    const [name = '', verdict = '', reasons = '', by = '', notBefore = '', never = ''] = row.split('\t');
    return {
      name,
      verdict,
      reasons: reasons.split('|'),
      by,
      notBefore: Number(notBefore || 0),
      never: never.split(' ').filter(Boolean),
    };
  });
}

describe.skipIf(labels.length === 0)('recorded releases get the verdict of their label', () => {
  test.each(labels)('$name', ({ name, verdict, reasons, by, notBefore, never }) => {
    const timeline = parseTimeline(readFileSync(join(folder, `${name}.ndjson`), 'utf8'));
    const judged = replay(timeline);
    const story = judged.changes.map((change) => `${change.at} ${change.verdict} ${change.reason}`).join('\n');
    expect(judged.verdict, story).toBe(verdict);
    if (!reasons.includes('-')) expect(reasons, story).toContain(judged.reason);
    for (const one of never)
      expect(
        judged.changes.map((change) => change.verdict),
        story,
      ).not.toContain(one);
    expect(judged.at, story).toBeGreaterThanOrEqual(notBefore);
    const last = timeline.events.at(-1)?.at ?? 0;
    expect(judgeUntil(timeline, by === 'end' ? last : Number(by)).current().verdict, story).toBe(verdict);
    expect(replay(timeline), 'the same every time').toEqual(judged);
  });
});
