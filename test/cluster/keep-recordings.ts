import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Timeline } from '../../src/domain/timeline.ts';
import { FINAL_VERDICTS } from '../../src/domain/verdict.ts';
import { parseTimeline } from '../../src/engine/verdict/parse-timeline.ts';
import { replay, type Replay } from '../../src/engine/verdict/replay.ts';
import { judgeRecording } from './harness/judge-recording.ts';
import { scenarios } from './scenarios/index.ts';

// node test/cluster/keep-recordings.ts FOLDER [NAME…]: keeps of what record.ts made the smallest of every outcome, and those named.
interface Kept {
  readonly name: string;
  readonly lines: readonly string[];
  readonly outcome: Replay;
}

const [folder = 'recordings', ...names] = process.argv.slice(2);
const target = join(import.meta.dirname, '..', 'recordings');
const kept = new Map<string, Kept>();
for (const file of (await readdir(folder)).filter((one) => one.endsWith('.ndjson')).sort()) {
  const name = basename(file, '.ndjson');
  const timeline = parseTimeline(await readFile(join(folder, file), 'utf8'), file);
  const scenario = scenarios.find((one) => one.name === name);
  if (scenario === undefined || judgeRecording(timeline, scenario.expect).wrong.length > 0) continue;
  const outcome = replay(timeline);
  const lines = toItsEnd(timeline, outcome);
  const key = names.includes(name) ? name : `${outcome.verdict} ${outcome.reason}`;
  const other = kept.get(key);
  if (other === undefined || sizeOf(lines) < sizeOf(other.lines)) kept.set(key, { name, lines, outcome });
}
await rm(target, { recursive: true, force: true });
await mkdir(target);
const rows = [...kept.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
for (const { name, lines } of rows)
  await writeFile(join(target, `${name}.ndjson.gz`), gzipSync(lines.join(''), { level: 9 }));
const labels = rows.map(({ name, outcome }) => `${name}\t${outcome.verdict}\t${outcome.reason}\t${outcome.at}\n`);
await writeFile(join(target, 'labels.tsv'), ['recording\tverdict\treason\tat\n', ...labels].join(''));

/** What comes after a final verdict says nothing. */
function toItsEnd({ header, events }: Timeline, { verdict, at }: Replay): readonly string[] {
  const end = FINAL_VERDICTS.has(verdict) ? at : Number.POSITIVE_INFINITY;
  const told = events.filter((event) => event.at <= end);
  return [header, ...told, { at: Math.min(end, events.at(-1)?.at ?? 0), type: 'time' }].map(
    (line) => `${JSON.stringify(line)}\n`,
  );
}

function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
