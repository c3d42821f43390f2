import { LoungeError } from '../../domain/errors.ts';
import { bootstrapParts } from '../../engine/manifest/bootstrap/bootstrap-parts.ts';
import { isMadeByLounge, loungeOf } from '../../engine/manifest/bootstrap/ownership.ts';
import type { RenderedObject } from '../../domain/rendered-object.ts';
import type { ClusterObject } from '../../ports/cluster.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { checkPermissions, questionsFor } from './check-permissions.ts';
import { removeHostKey } from './host-key.ts';
import { printedMaterial } from './material.ts';
import { say } from './messages.ts';
import { foreignObjects } from './foreign-objects.ts';
import { loungeApplications, takeServicesDown } from './lounge-applications.ts';
import type { BootstrapRow, EngineOutcome } from './operation.ts';
import { objectText } from './plan-objects.ts';
import { refuseTaken } from './refuse-taken.ts';
import { step } from './step.ts';
import { untilGone } from './until-gone.ts';

/** Takes away what bootstrap made, in the opposite order. Throws BOOTSTRAP_IN_USE while services run. */
export async function removeFrom(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  options: { readonly dryRun: boolean; readonly withServices: boolean },
): Promise<EngineOutcome> {
  const { username } = await engine.administration.access();
  const material = await printedMaterial(lounge);
  const login = material.login.kind === 'none' ? { kind: 'token' as const, user: '', token: '' } : material.login;
  const parts = bootstrapParts(lounge.config, engine.name, { ...material, login }).toReversed();
  const objects = parts.flatMap((part) => part.objects.map((object) => ({ part: part.name, object })));
  const questions = questionsFor(
    objects.map(({ object }) => object),
    ['get', 'delete', 'patch'],
  );
  await checkPermissions(lounge, engine, username, questions);
  await refuseTaken(lounge, engine);
  const applications = await loungeApplications(lounge, engine);
  if (applications.length > 0 && !options.withServices)
    throw new LoungeError('BOOTSTRAP_IN_USE', { applications: [...applications] });
  if (!options.dryRun && applications.length > 0) await takeServicesDown(context, engine, applications);
  const rows: BootstrapRow[] = [];
  await step(context, 'remove', async () => {
    for (const { part, object } of objects)
      rows.push(...(await removeObject(context, lounge, engine, part, object, options.dryRun)));
    if (!options.dryRun) await removeHostKey(lounge, engine);
    const count = (state: BootstrapRow['state']) => rows.filter((row) => row.state === state).length;
    return say(context.language, 'removed', {
      engine: engine.name,
      removed: count('removed'),
      kept: count('kept'),
    });
  });
  return { engine: engine.name, objects: rows };
}

async function removeObject(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  part: string,
  object: RenderedObject,
  dryRun: boolean,
): Promise<readonly BootstrapRow[]> {
  const { namespace, name } = object.metadata;
  const live = await engine.cluster.get(object.kind, namespace, name);
  if (live === undefined) return [];
  const row = { part, object: objectText(object), differences: [] };
  const why = await whyKept(context, lounge, engine, live);
  if (why === undefined) {
    if (!dryRun) await erase(context, engine, object);
    return [{ ...row, state: 'removed' }];
  }
  if (loungeOf(live) === lounge.config.name && !dryRun) await giveBack(engine, object);
  return [{ ...row, state: 'kept', why }];
}

/** Undefined when the object is ours alone. */
async function whyKept(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  live: ClusterObject,
): Promise<string | undefined> {
  const owner = loungeOf(live);
  if (owner !== lounge.config.name)
    return say(context.language, 'keptForeign', { owner: owner === undefined ? '?' : `lounge ${owner}` });
  if (!isMadeByLounge(live)) return say(context.language, 'keptBorrowed');
  if (live.kind !== 'Namespace') return undefined;
  const objects = await foreignObjects(engine, live.metadata.name);
  return objects.length === 0 ? undefined : say(context.language, 'keptHolds', { objects: objects.slice(0, 5) });
}

async function erase(context: Context, engine: Engine, { kind, metadata }: RenderedObject): Promise<void> {
  await engine.cluster.remove(kind, metadata.namespace, metadata.name);
  await untilGone(context, engine, kind, metadata.namespace, metadata.name);
}

/** The fields that we set go, and the labels that a namespace of ours keeps for the things in it. */
async function giveBack(engine: Engine, object: RenderedObject): Promise<void> {
  await engine.administration.disown(object, object.metadata.namespace, object.metadata.name);
}
