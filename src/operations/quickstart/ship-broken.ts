import { LoungeError } from '../../domain/errors.ts';
import type { Context, Lounge } from '../context.ts';
import { ShipInput } from '../ship/operation.ts';
import { ship } from '../ship/ship.ts';
import type { QuickstartOutput } from './operation.ts';

/** How each kind of entry file is made to crash after it was ready: too late for a rehearsal, in time for the soak. */
const BREAKS: readonly { readonly file: string; readonly append: string }[] = [
  { file: 'src/main.ts', append: "\nsetTimeout(() => {\n  throw new Error('broken on purpose');\n}, 2500);\n" },
];

/** Breaks a service, ships it, and takes the change of the source back again. */
export async function shipBroken(
  context: Context,
  lounge: Lounge,
  service: string,
): Promise<QuickstartOutput['broken']> {
  const found = await breakable(lounge, service);
  if (found === undefined) return undefined;
  const repository = await lounge.repository();
  await lounge.workspace.write(found.path, `${found.content}${found.append}`);
  await repository.commitPaths([found.path], `feat(${service}): break it on purpose\n`, context.actor);
  try {
    const { release, rollback } = await ship(context, ShipInput.parse({ service }));
    if (release?.verdict === undefined) throw new LoungeError('RELEASE_UNKNOWN', { release: service });
    return {
      release: release.id,
      verdict: release.verdict,
      ...(rollback?.verdict === undefined ? {} : { rollback: rollback.verdict }),
    };
  } finally {
    await lounge.workspace.write(found.path, found.content);
    await repository.commitPaths([found.path], `fix(${service}): mend it again\n`, context.actor);
  }
}

async function breakable(
  lounge: Lounge,
  service: string,
): Promise<{ path: string; content: string; append: string } | undefined> {
  for (const { file, append } of BREAKS) {
    const path = `apps/${service}/${file}`;
    const content = append === '' ? undefined : await lounge.workspace.read(path);
    if (content !== undefined) return { path, content, append };
  }
  return undefined;
}
