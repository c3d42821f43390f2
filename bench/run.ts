/** `npm run bench [-- --short] [--only <section>] [--engine kubernetes]`: everything measured in one run, as a table; JSON in bench/results/. `--write` renews docs/benchmarks.md. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withTemporaryFolder } from '../src/platform/temporary-folder.ts';
import { clusterUnderTest } from '../test/cluster/harness/cluster-under-test.ts';
import { JourneyWorld } from '../test/journey-world.ts';
import type { BenchRow } from './bench-row.ts';
import { benchCliStart } from './cli-start.ts';
import { benchFailures } from './failures.ts';
import { benchImageBuild } from './image-build.ts';
import { packProgram } from './pack-program.ts';
import { benchPolicyCheck } from './policy-check.ts';
import { formatTable } from './format-table.ts';
import { benchKubernetes } from './kubernetes/bench-kubernetes.ts';
import { benchRelease, benchSync } from './release.ts';
import { bench as benchVerdict } from './verdict.ts';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean' },
    write: { type: 'boolean' },
    only: { type: 'string' },
    engine: { type: 'string', default: 'sandbox' },
  },
});
if (!['sandbox', 'kubernetes'].includes(values.engine)) throw new Error('--engine is sandbox or kubernetes');
const options = { short: values.short === true };
const startedAt = new Date();
const load = loadavg()[0] ?? 0;
const rows: BenchRow[] = [];

async function section(name: string, run: () => Promise<readonly BenchRow[]>): Promise<void> {
  if (values.only !== undefined && values.only !== name) return;
  process.stderr.write(`· ${name}\n`);
  rows.push(...(await run()));
}

await withTemporaryFolder(async (folder) => {
  process.env['LOUNGE_TEST_PROGRAM'] = await packProgram(folder);
  if (values.engine === 'kubernetes') await measureCluster();
  else await measureSandbox();
});

const number = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3));
const head = ['what', 'median', 'limit', 'beside'];
const cells = rows.map(({ name, value, unit, limit, beside, skipped }) => [
  name,
  `${number(value)} ${unit}`,
  limit === undefined ? '' : `${limit} ${unit}${value > limit ? ' EXCEEDED' : ''}`,
  beside === undefined ? (skipped ?? '') : `${beside.name}: ${number(beside.value)} ${unit}`,
]);
process.stdout.write(formatTable(head, cells, false));
const machine = `${cpus()[0]?.model ?? 'unknown'}, ${availableParallelism()} cores, Node ${process.version}, load ${load.toFixed(1)} at the start`;
process.stdout.write(`${machine}, ${((Date.now() - startedAt.getTime()) / 1000).toFixed(0)} s\n`);

const folder = fileURLToPath(new URL('results/', import.meta.url));
await mkdir(folder, { recursive: true });
const file = `${folder}${startedAt.toISOString().replaceAll(':', '-').slice(0, 19)}.json`;
await writeFile(file, `${JSON.stringify({ startedAt, machine, ...options, rows }, undefined, 2)}\n`);

if (values.write === true) {
  const page = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url));
  const day = startedAt.toISOString().slice(0, 10);
  const table = formatTable(head, cells, true);
  const mark = values.engine === 'kubernetes' ? 'result kubernetes' : 'result';
  const flags = [
    ...(values.engine === 'kubernetes' ? ['--engine kubernetes'] : []),
    ...(options.short ? ['--short'] : []),
  ];
  const command = ['npm run bench', ...(flags.length === 0 ? [] : ['--', ...flags])].join(' ');
  const result = `<!-- ${mark} -->\n\`${command}\`, ${day}: ${machine}\n\n${table}<!-- /${mark} -->`;
  const text = await readFile(page, 'utf8');
  await writeFile(
    page,
    text.replace(new RegExp(`<!-- ${mark} -->.*<!-- /${mark} -->`, 's'), () => result),
  );
}

async function measureSandbox(): Promise<void> {
  await section('command line', async () => await benchCliStart(options));
  await section('verdict', benchVerdict);
  const policy = { soakSeconds: 0, rehearsal: 'off', rollback: 'off' };
  await using world = await JourneyWorld.make({ policy, services: ['hello', 'crash'] });
  await section('release', async () => await benchRelease(world, options));
  await section('sync', async () => await benchSync(world, options));
  await section('failures', async () => await benchFailures(world));
  await section('image', async () => await benchImageBuild(world));
  await section('policy', async () => await benchPolicyCheck(world, options));
}

async function measureCluster(): Promise<void> {
  const cluster = await clusterUnderTest();
  if (typeof cluster === 'string') throw new Error(cluster);
  await benchKubernetes(cluster, options, section);
}
