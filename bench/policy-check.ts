import type { JourneyWorld } from '../test/journey-world.ts';
import { timed, type BenchOptions, type BenchRow } from './bench-row.ts';

const SERVICES = 200;
const SERVICES_IN_SHORT = 50;

/** `lounge check` of a lounge with many services: every rule on every file, every overlay rendered by kustomize. */
export async function benchPolicyCheck(world: JourneyWorld, { short }: BenchOptions): Promise<readonly BenchRow[]> {
  const services = short ? SERVICES_IN_SHORT : SERVICES;
  const listing = await world.git([
    'ls-files',
    'apps/hello',
    'app-of-apps/overlays/hello',
    'app-of-apps/applications/hello.yaml',
  ]);
  const texts = await Promise.all(listing.split('\n').map(async (path) => [path, await world.read(path)] as const));
  for (let index = 1; index < services; index += 1)
    for (const [path, text] of texts) await world.write(rename(path, index), rename(text, index));
  await world.git(['add', 'apps', 'app-of-apps']);
  await world.git(['commit', '--quiet', '-m', 'feat: many services']);
  const check = async () => await world.lounge(['check', '--json']);
  const cold = await timed(check);
  const warm = await timed(check);
  return [
    { name: `check of ${services} services, cold`, value: cold, unit: 'ms' },
    { name: `check of ${services} services, again`, value: warm, unit: 'ms' },
  ];
}

function rename(text: string, index: number): string {
  return text.replaceAll('hello', `service-${index}`);
}
