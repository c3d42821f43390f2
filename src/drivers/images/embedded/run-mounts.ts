import { mkdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Bind } from '../../../platform/isolation/contract.ts';
import type { BuildSession, StageImage } from './build-session.ts';
import { unsupported, type Instruction } from './dockerfile.ts';
import { keyOf } from './layer-cache.ts';

/** Where Go keeps what it compiled; without it, each build compiles the standard library anew. */
const GO_CACHE = '/root/.cache/go-build';

/** Folders that outlive the build: `RUN --mount=type=cache`, and Go's own for a stand-in. */
export async function cacheMounts(
  session: BuildSession,
  stage: StageImage,
  instruction: Instruction,
): Promise<readonly Bind[]> {
  const targets = new Map<string, string>();
  if (stage.runtime?.name === 'go') targets.set(GO_CACHE, `go ${stage.runtime.version}`);
  for (const flag of instruction.flags.filter(({ name }) => name === 'mount')) {
    const options = new Map(
      flag.value.split(',').map((pair) => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)]),
    );
    const target = options.get('target') ?? options.get('dst') ?? options.get('destination');
    const other = [...options.keys()].find(
      (name) => !['type', 'id', 'target', 'dst', 'destination', 'sharing'].includes(name),
    );
    if (options.get('type') !== 'cache' || target === undefined || other !== undefined) {
      throw unsupported(session.dockerfile.file, instruction, `RUN --mount=${flag.value.slice(0, 100)}`);
    }
    const path = posix.resolve(stage.settings.workingDirectory, target);
    targets.set(path, options.get('id') ?? path);
  }
  return await Promise.all([...targets].map(async ([target, id]) => await openMount(session, target, id)));
}

async function openMount(session: BuildSession, target: string, id: string): Promise<Bind> {
  const source = join(session.mountsFolder, keyOf(['mount', id]).slice(0, 32));
  await mkdir(source, { recursive: true });
  return { source, target, readOnly: false };
}
