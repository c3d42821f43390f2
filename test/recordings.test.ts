import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parseTimeline } from '../src/engine/verdict/parse-timeline.ts';
import { judgeUntil, replay } from '../src/engine/verdict/replay.ts';
import { judgeRecording } from './cluster/harness/judge-recording.ts';
import { scenarios } from './cluster/scenarios/index.ts';

const folder = join(import.meta.dirname, 'recordings');
const LARGEST = 40_000;
const labels = readFileSync(join(folder, 'labels.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((row) => {
    const [name = '', verdict = '', reason = '', at = ''] = row.split('\t');
    return { name, verdict, reason, at: Number(at) };
  });

describe('releases recorded on a real cluster', () => {
  test('every recording has its label, every label its recording, and each is small', () => {
    const files = readdirSync(folder).filter((file) => file !== 'labels.tsv');
    expect(files.sort()).toEqual(labels.map(({ name }) => `${name}.ndjson.gz`).sort());
    for (const file of files) expect(statSync(join(folder, file)).size, file).toBeLessThan(LARGEST);
  });

  test.each(labels)('$name: $verdict $reason', ({ name, verdict, reason, at }) => {
    const timeline = parseTimeline(gunzipSync(readFileSync(join(folder, `${name}.ndjson.gz`))).toString());
    expect(replay(timeline)).toMatchObject({ verdict, reason, at });
    const scenario = scenarios.find((one) => one.name === name);
    if (scenario === undefined) throw new Error(`no scenario ${name}`);
    expect(judgeRecording(timeline, scenario.expect)).toMatchObject({ wrong: [] });
  });

  test.each(labels)('$name: cut off anywhere, it has not passed', ({ name, verdict, at }) => {
    const timeline = parseTimeline(gunzipSync(readFileSync(join(folder, `${name}.ndjson.gz`))).toString());
    const before = timeline.events.filter((event) => event.at >= 0 && (verdict !== 'PASS' || event.at < at));
    // A cut everywhere would take a minute: a dozen, spread over the recording.
    const step = Math.max(1, Math.floor(before.length / 12));
    const passed = before
      .filter((_, index) => index % step === 0)
      .filter((event) => judgeUntil(timeline, event.at).current().verdict === 'PASS');
    expect(passed).toEqual([]);
  });
});
