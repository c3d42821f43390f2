import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { clusterUnderTest } from './harness/cluster-under-test.ts';
import { judgeRecording } from './harness/judge-recording.ts';
import { recordRelease } from './harness/record-release.ts';
import { runSome } from './harness/run-some.ts';
import { saveRecording } from './harness/save-recording.ts';
import type { Scenario } from './harness/scenario.ts';
import { openSuite } from './harness/suite.ts';
import { scenarios } from './scenarios/index.ts';

// node test/cluster/record.ts FOLDER [NAME…]: makes the scenarios, keeps the recordings and a table of what came out.
// LOUNGE_AT_ONCE: so many at once.
const [folder = 'recordings', ...names] = process.argv.slice(2);
const cluster = await clusterUnderTest();
if (typeof cluster === 'string') throw new Error(cluster);
await mkdir(folder, { recursive: true });
await using suite = await openSuite(cluster);

const make = async (scenario: Scenario) => {
  const { name, expect } = scenario;
  const file = join(folder, `${name}.ndjson`);
  let columns: unknown[];
  const started = Date.now();
  try {
    const timeline = await recordRelease(suite, scenario);
    await saveRecording(folder, name, timeline);
    const judged = judgeRecording(timeline, expect);
    const came = `${judged.verdict} ${judged.reason} ${judged.at}`;
    columns = [judged.wrong.length === 0 ? 'ok' : 'WRONG', came, judged.wrong.join('; '), file];
  } catch (error) {
    columns = ['BROKEN', '', String(error).slice(0, 300).replaceAll('\n', ' '), file];
  }
  const took = `${Math.round((Date.now() - started) / 1000)} s`;
  const row = [name, `${expect.verdict} ${expect.reason ?? ''}`, ...columns, took].join('\t');
  console.log(row);
  await appendFile(join(folder, 'results.tsv'), `${row}\n`);
};

await runSome(
  scenarios.filter(({ name }) => names.length === 0 || names.includes(name)),
  Number(process.env['LOUNGE_AT_ONCE'] ?? 3),
  make,
);
