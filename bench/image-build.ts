import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { detectBuilders } from '../src/drivers/images/docker/detect-builders.ts';
import type { JourneyWorld } from '../test/journey-world.ts';
import { timed, type BenchRow } from './bench-row.ts';

const DOCKERFILE = 'FROM scratch\nWORKDIR /app\nCOPY . .\nUSER 1000\nEXPOSE 8080\nCMD ["/app/server"]\n';
const FILES = 200;
const FILE_BYTES = 20_000;

/** `lounge build` of 4 MB in 200 files without a base image: the embedded builder, beside docker where an engine works. */
export async function benchImageBuild(world: JourneyWorld): Promise<readonly BenchRow[]> {
  const source = join(world.folder, 'source');
  await mkdir(source);
  await writeFile(join(source, 'Dockerfile'), DOCKERFILE);
  for (let index = 0; index < FILES; index += 1)
    await writeFile(join(source, `part-${index}.txt`), `${index} `.repeat(FILE_BYTES).slice(0, FILE_BYTES));
  await world.done(['new', 'files', '--from', source]);
  const build = async (builder: string) =>
    await timed(
      async () =>
        await world.done(['build', 'files', '--tag', 'v202601010000'], 0, { environment: { LOUNGE_BUILDER: builder } }),
    );
  await rm(join(world.root, '.lounge', 'cache'), { recursive: true, force: true });
  const embedded = [await build('embedded'), await build('embedded')];
  const hasDocker = (await detectBuilders()).some(({ name }) => name === 'docker');
  const docker = hasDocker ? [await build('docker'), await build('docker')] : [];
  return ['cold', 'warm'].map((state, index) => ({
    name: `build of 4 MB, embedded, ${state}`,
    value: embedded[index] ?? Number.NaN,
    unit: 'ms',
    ...(docker[index] === undefined ? {} : { beside: { name: 'docker', value: docker[index] } }),
    ...(hasDocker ? {} : { skipped: 'beside docker: no engine answers here' }),
  }));
}
