import { z } from 'zod';
import { Release } from '../../src/domain/release.ts';
import type { BenchRow } from '../bench-row.ts';
import { readRecording, shipRun } from '../ship-run.ts';
import type { Hand } from './side-by-side.ts';

const OVERLAY = 'app-of-apps/overlays/hello/overlays/production/kustomization.yaml';
const LIMIT_S = 15;

/** How soon after the push two hopeless releases are FAIL. */
export async function benchFailures({ lounge, environment }: Hand): Promise<readonly BenchRow[]> {
  const { world } = lounge;
  await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
  const text = (await world.read(OVERLAY))
    .replace(/newTag: .*/, 'newTag: "v202001010000"')
    .replace(/digest: .*/, `digest: sha256:${'0'.repeat(64)}`);
  await world.commit({ [OVERLAY]: text }, 'deploy(hello): no such image');
  await world.git(['push', '--quiet', 'origin', 'HEAD:main']);
  const pushedAt = Date.now();
  const { release } = (await world.done(['verify', 'hello', '--json'], 1)).json(z.object({ release: Release }));
  const pull = release.verdict;
  // A commit by hand tells its time in whole seconds only.
  const { header } = readRecording(world, release.recording ?? release.id);
  const pullFailedAfter = Date.parse(header.at0) + (pull?.at ?? 0) - pushedAt;
  await world.edit('apps/hello/Dockerfile', 'BEHAVE=well', 'BEHAVE=crash');
  const crash = await shipRun(world, 'hello', 'FAIL CRASH_LOOP', environment);
  return [
    {
      name: 'FAIL CRASH_LOOP after the push',
      value: (crash.release.verdict?.at ?? 0) / 1000,
      unit: 's',
      limit: LIMIT_S,
    },
    { name: `FAIL ${pull?.reason ?? ''} after the push`, value: pullFailedAfter / 1000, unit: 's', limit: LIMIT_S },
  ];
}
