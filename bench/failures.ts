import { z } from 'zod';
import { Release } from '../src/domain/release.ts';
import type { JourneyWorld } from '../test/journey-world.ts';
import type { BenchRow } from './bench-row.ts';
import { shipRun } from './ship-run.ts';

const NOWHERE = `sha256:${'0'.repeat(64)}`;

/** How soon after the push two hopeless releases are FAIL; both wait for Kubernetes' own back-off, so side by side. */
export async function benchFailures(world: JourneyWorld): Promise<readonly BenchRow[]> {
  await world.edit('apps/crash/src/main.ts', /$/, "\nthrow new Error('broken');\n");
  const crashed = shipRun(world, 'crash', 'FAIL CRASH_LOOP');
  const crash = await crashed;
  const path = 'app-of-apps/overlays/hello/overlays/production/kustomization.yaml';
  await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
  const absent = (await world.read(path))
    .replace(/newTag: \S+/, 'newTag: "v202001010000"')
    .replace(/digest: \S+/, `digest: ${NOWHERE}`);
  await world.commit({ [path]: absent }, 'deploy(hello): an image that does not exist');
  await world.git(['push', '--quiet', 'origin', 'HEAD:main']);
  const output = (await world.done(['verify', 'hello', '--json'], 1)).json(z.object({ release: Release }));
  return [
    {
      name: 'FAIL CRASH_LOOP after the push (two restarts)',
      value: (crash.release.verdict?.at ?? 0) / 1000,
      unit: 's',
    },
    {
      name: `FAIL ${output.release.verdict?.reason ?? ''} after the push`,
      value: (output.release.verdict?.at ?? 0) / 1000,
      unit: 's',
    },
  ];
}
