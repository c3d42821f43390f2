import { LoungeError } from '../../domain/errors.ts';
import { CREDENTIAL_KINDS } from '../../domain/messages/credential-kinds.ts';
import { bootstrapParts } from '../../engine/manifest/bootstrap/bootstrap-parts.ts';
import { environmentsOn } from '../../engine/manifest/generate/engine-namespaces.ts';
import { roleOf } from '../../engine/manifest/generate/roles/role-account.ts';
import { ROOT_APPLICATION } from '../../engine/manifest/layout.ts';
import { openEngine } from '../bootstrap/bootstrap.ts';
import { planHostKey } from '../bootstrap/host-key.ts';
import { readMaterial } from '../bootstrap/material.ts';
import { objectText, planObjects, type PlannedObject } from '../bootstrap/plan-objects.ts';
import { checkArgo, EXPIRY_WARNING_MS, reachApi } from '../bootstrap/preflight.ts';
import { judgeRoot } from '../bootstrap/prove-root.ts';
import type { Context, Lounge } from '../context.ts';
import { sayOfEngine } from './engine-messages.ts';
import type { DoctorFinding } from './operation.ts';

const MOST_DRIFT = 20;

/** Whether an engine is reached and new enough, and how long our login is good. */
export async function examineAccess(context: Context, lounge: Lounge, name: string): Promise<readonly DoctorFinding[]> {
  const engine = await openEngine(lounge, name);
  const { language } = context;
  const { access, version } = await reachApi({ ...context, progress: () => undefined }, engine);
  const argocd = (await checkArgo(engine)) ?? '≥ 3.0';
  const environments = environmentsOn(lounge.config, engine.name);
  const { namespace } = engine.delivery;
  const parameters = { environments, version, engine: engine.name, argocd, namespace, context: access.context };
  const reached: DoctorFinding = {
    name: 'cluster',
    state: 'ok',
    detail: sayOfEngine(language, 'cluster', parameters),
  };
  const { expires } = access;
  if (expires === undefined || expires.at - context.clock.now() > EXPIRY_WARNING_MS) return [reached];
  const ending = {
    context: access.context,
    what: CREDENTIAL_KINDS[expires.what],
    at: new Date(expires.at).toISOString(),
  };
  return [
    reached,
    {
      name: 'login',
      state: 'warning',
      detail: sayOfEngine(language, 'expiresSoon', ending),
      fix: sayOfEngine(language, 'renew'),
    },
  ];
}

/** Every object that is not as lounge.yaml says, with the command that mends it. */
export async function examineDrift(context: Context, lounge: Lounge, name: string): Promise<readonly DoctorFinding[]> {
  const engine = await openEngine(lounge, name);
  const { language } = context;
  const role = roleOf(lounge.config, engine.name, (await engine.administration.access()).username);
  if (role !== undefined)
    return [
      {
        name: 'lounge',
        state: 'warning',
        detail: sayOfEngine(language, 'driftUnseen', { engine: engine.name, role }),
        fix: sayOfEngine(language, 'ownerLooks'),
      },
    ];
  const parts = bootstrapParts(lounge.config, engine.name, await readMaterial(context, lounge, engine.name));
  const planned = await planObjects(lounge, engine, parts);
  const drifted = planned.filter(({ state }) => state !== 'unchanged');
  const hostKey = await planHostKey(context, lounge, engine);
  const [environment = ''] = environmentsOn(lounge.config, engine.name);
  const fix = sayOfEngine(language, 'mend', { environment });
  const findings = drifted.slice(0, MOST_DRIFT).map((one) => driftOf(context, one, fix));
  if (hostKey !== undefined && hostKey.add.length > 0)
    findings.push({
      name: 'drift',
      state: 'error',
      detail: sayOfEngine(language, 'hostKeyMissing', { host: hostKey.host }),
      fix,
    });
  if (findings.length > 0) return findings;
  return [
    {
      name: 'lounge',
      state: 'ok',
      detail: sayOfEngine(language, 'noDrift', { engine: engine.name, count: planned.length }),
    },
  ];
}

function driftOf({ language }: Context, planned: PlannedObject, fix: string): DoctorFinding {
  const object = objectText(planned.wanted);
  if (planned.owner !== undefined)
    return {
      name: 'drift',
      state: 'error',
      detail: sayOfEngine(language, 'foreign', { object, owner: planned.owner }),
      fix: sayOfEngine(language, 'rename'),
    };
  const differences = planned.differences
    .slice(0, 5)
    .map(({ field, is, shouldBe }) => sayOfEngine(language, 'difference', { field, is, shouldBe }));
  const detail =
    planned.state === 'created'
      ? sayOfEngine(language, 'missing', { object })
      : sayOfEngine(language, 'drift', { object, differences });
  return { name: 'drift', state: 'error', detail, fix };
}

/** Whether Argo CD reads the remote, as root-app says. Throws ARGOCD_REMOTE_UNREADABLE. */
export async function examineRemote(context: Context, lounge: Lounge, name: string): Promise<readonly DoctorFinding[]> {
  const engine = await openEngine(lounge, name);
  const root = await engine.cluster.get('Application', engine.delivery.namespace, ROOT_APPLICATION);
  // Told as drift already.
  if (root === undefined) return [];
  const { revision = '', problem } = judgeRoot(root);
  const { url, branch } = lounge.config.repository;
  if (problem !== '') throw new LoungeError('ARGOCD_REMOTE_UNREADABLE', { url, branch, problem });
  return [
    {
      name: 'argocd',
      state: 'ok',
      detail: sayOfEngine(context.language, 'readsRemote', { url, revision: revision.slice(0, 8) || '–' }),
    },
  ];
}
