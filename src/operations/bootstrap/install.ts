import { LoungeError } from '../../domain/errors.ts';
import type { BootstrapPartName } from '../../engine/manifest/bootstrap/bootstrap-parts.ts';
import { isExactKind, surplusPatch } from '../../engine/manifest/bootstrap/object-differences.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { addHostKey } from './host-key.ts';
import { say } from './messages.ts';
import type { EngineOutcome } from './operation.ts';
import { objectText, planObjects, pristineObject, type PlannedObject } from './plan-objects.ts';
import { preflight, type Preflight } from './preflight.ts';
import { proveRoot } from './prove-root.ts';
import { step } from './step.ts';

const READ_BACK_PAUSE_MS = 500;

/** Brings one engine from bare to a working lounge, part by part, and proves each. Idempotent. */
export async function installOn(context: Context, lounge: Lounge, engine: Engine): Promise<EngineOutcome> {
  const found = await preflightStep(context, lounge, engine);
  for (const { name } of found.parts)
    await step(context, name, async () => await bring(context, lounge, engine, found, name));
  return outcomeOf(engine.name, found.planned);
}

/** The plan of one engine as its result; nothing is changed. */
export async function planOn(context: Context, lounge: Lounge, engine: Engine): Promise<EngineOutcome> {
  return outcomeOf(engine.name, (await preflightStep(context, lounge, engine)).planned);
}

async function preflightStep(context: Context, lounge: Lounge, engine: Engine): Promise<Preflight> {
  let found: Preflight | undefined;
  await step(context, 'preflight', async () => {
    found = await preflight(context, lounge, engine);
    const { access, version, argocd, permissions } = found;
    return say(context.language, 'preflightDone', {
      context: access.context,
      version,
      argocd: argocd ?? say(context.language, 'versionUnknown'),
      namespace: engine.delivery.namespace,
      permissions,
    });
  });
  if (found === undefined) throw new LoungeError('CANCELLED');
  return found;
}

async function bring(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  found: Preflight,
  part: BootstrapPartName,
): Promise<string> {
  const { language } = context;
  const planned = found.planned.filter((one) => one.part === part);
  const proofs = [];
  if (part === 'repository' && found.hostKey !== undefined) {
    const { host, add } = found.hostKey;
    await addHostKey(lounge, engine, found.hostKey);
    proofs.push(say(language, add.length === 0 ? 'hostKnown' : 'hostAdded', { host }));
  }
  for (const one of planned) if (one.state !== 'unchanged') await write(engine, one);
  if (planned.length > 0) {
    await readBack(context, lounge, engine, planned);
    proofs.push(say(language, 'applied', counts(planned)));
  }
  if (part === 'root-app') {
    const forHostKey = (found.hostKey?.add.length ?? 0) > 0;
    const revision = await proveRoot(context, lounge, engine, { forHostKey });
    proofs.push(say(language, 'synced', { revision: revision.slice(0, 8) }));
  }
  return proofs.length === 0 ? say(language, 'noObjects') : proofs.join('; ');
}

async function write(engine: Engine, { wanted }: PlannedObject): Promise<void> {
  const { namespace, name } = wanted.metadata;
  const applied = await engine.cluster.apply(wanted);
  if (!isExactKind(wanted.kind)) return;
  const surplus = surplusPatch(applied, await pristineObject(engine, wanted));
  if (surplus !== undefined) await engine.administration.merge(wanted.kind, namespace, name, surplus);
}

/** What was written must be there, as it was meant; a controller may be about to add to it. Throws BOOTSTRAP_UNPROVED. */
async function readBack(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  planned: readonly PlannedObject[],
): Promise<void> {
  const written = planned.filter(({ state }) => state !== 'unchanged');
  const parts = written.map(({ part, wanted }) => ({ name: part, objects: [wanted] }));
  for (const isLast of [false, true]) {
    const wrong = (await planObjects(lounge, engine, parts)).find(({ state }) => state !== 'unchanged');
    if (wrong === undefined) return;
    if (isLast)
      throw new LoungeError('BOOTSTRAP_UNPROVED', {
        engine: engine.name,
        object: objectText(wrong.wanted),
        problem: wrong.differences.map(({ field }) => field).join(', ') || 'it is not there',
      });
    await context.clock.sleep(READ_BACK_PAUSE_MS, context.signal);
  }
}

function counts(planned: readonly PlannedObject[]): Readonly<Record<PlannedObject['state'], number>> {
  const count = (state: PlannedObject['state']) => planned.filter((one) => one.state === state).length;
  return { created: count('created'), changed: count('changed'), unchanged: count('unchanged') };
}

function outcomeOf(engine: string, planned: readonly PlannedObject[]): EngineOutcome {
  return {
    engine,
    objects: planned.map(({ part, wanted, state, differences }) => ({
      part,
      object: objectText(wanted),
      state,
      differences: [...differences],
    })),
  };
}
