import { LoungeError } from '../../domain/errors.ts';
import { CREDENTIAL_KINDS } from '../../domain/messages/credential-kinds.ts';
import {
  bootstrapParts,
  type BootstrapMaterial,
  type BootstrapPart,
} from '../../engine/manifest/bootstrap/bootstrap-parts.ts';
import { environmentsOn } from '../../engine/manifest/generate/engine-namespaces.ts';
import { applicationsFolder } from '../../engine/manifest/layout.ts';
import { isSshUrl } from '../../engine/manifest/bootstrap/repository-login.ts';
import type { AccessQuestion, ClusterAccess } from '../../ports/cluster-administration.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { checkPermissions, questionsFor } from './check-permissions.ts';
import { hasOwnLogin } from './has-own-login.ts';
import { planHostKey, type HostKeyPlan } from './host-key.ts';
import { printedMaterial, readMaterial } from './material.ts';
import { say } from './messages.ts';
import { planObjects, refuseForeign, type PlannedObject } from './plan-objects.ts';
import { refuseTaken } from './refuse-taken.ts';

/** Admission policies are stable since 1.30. */
const NEEDED_MINOR = 30;
/** A credential that ends within this time is told. */
export const EXPIRY_WARNING_MS = 7 * 24 * 60 * 60 * 1000;

export interface Preflight {
  readonly access: ClusterAccess;
  readonly version: string;
  /** Version of Argo CD, undefined where nothing names it. */
  readonly argocd: string | undefined;
  readonly permissions: number;
  readonly parts: readonly BootstrapPart[];
  readonly planned: readonly PlannedObject[];
  readonly hostKey: HostKeyPlan | undefined;
}

/** Everything that can be refused is refused here; nothing is changed. */
export async function preflight(context: Context, lounge: Lounge, engine: Engine): Promise<Preflight> {
  const { access, version } = await reachApi(context, engine);
  // Before anything that only some may see: whoever lacks a permission is told all of them at once.
  const permissions = await checkPermissions(lounge, engine, access.username, await questionsOf(lounge, engine));
  const argocd = await checkArgo(engine);
  await refuseTaken(lounge, engine);
  const material = await readMaterial(context, lounge, engine.name);
  const hostKey = await planHostKey(context, lounge, engine);
  await readAsArgo(context, lounge, engine, material, hostKey);
  await checkRemote(lounge, engine);
  const [environment] = environmentsOn(lounge.config, engine.name);
  await (await lounge.registry(environment)).check();
  const parts = bootstrapParts(lounge.config, engine.name, material);
  const planned = await planObjects(lounge, engine, parts);
  refuseForeign(planned);
  return { access, version, argocd, permissions, parts, planned, hostKey };
}

/** Who we are, and whether there is a Kubernetes that is new enough. Throws CLUSTER_*. */
export async function reachApi(context: Context, engine: Engine): Promise<Pick<Preflight, 'access' | 'version'>> {
  const access = await engine.administration.access();
  warnOfExpiry(context, access);
  const { version } = await engine.cluster.check();
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(major) === 1 && Number(minor) < NEEDED_MINOR)
    throw new LoungeError('CLUSTER_TOO_OLD', { engine: engine.name, version, needed: `1.${NEEDED_MINOR}` });
  return { access, version };
}

/** What is to be read and written; the values do not matter. */
async function questionsOf(lounge: Lounge, engine: Engine): Promise<readonly AccessQuestion[]> {
  const material = { ...(await printedMaterial(lounge)), login: { kind: 'key', key: '' } as const };
  const objects = bootstrapParts(lounge.config, engine.name, material).flatMap((part) => part.objects);
  const { namespace } = engine.delivery;
  const knownHosts = isSshUrl(lounge.config.repository.url)
    ? ['get', 'patch'].map((verb) => ({ verb, kind: 'ConfigMap', namespace }))
    : [];
  return [...questionsFor(objects, ['get', 'create', 'patch']), ...knownHosts];
}

function warnOfExpiry(context: Context, { expires, context: name }: ClusterAccess): void {
  if (expires === undefined || expires.at - context.clock.now() > EXPIRY_WARNING_MS) return;
  const parameters = { context: name, what: CREDENTIAL_KINDS[expires.what], at: new Date(expires.at).toISOString() };
  context.progress({ kind: 'note', text: say(context.language, 'expiresSoon', parameters) });
}

/** Version of Argo CD where something names it. Throws ARGOCD_*. */
export async function checkArgo({ name: engine, delivery }: Engine): Promise<string | undefined> {
  const { namespace } = delivery;
  const { missingKinds, isPresent, namespaces, version, isRecent } = await delivery.inspect();
  if (missingKinds.length > 1) throw new LoungeError('ARGOCD_MISSING', { engine, namespace });
  if (missingKinds.length > 0) throw new LoungeError('ARGOCD_CRD_MISSING', { engine, kinds: [...missingKinds] });
  if (!isPresent && namespaces.length > 0)
    throw new LoungeError('ARGOCD_ELSEWHERE', { engine, namespace, found: [...namespaces] });
  if (!isPresent) throw new LoungeError('ARGOCD_MISSING', { engine, namespace });
  if (!isRecent) throw new LoungeError('ARGOCD_TOO_OLD', { namespace, version: version ?? '< 3.0' });
  return version;
}

/** Argo CD refuses a folder that git does not have. Throws GIT_*, REMOTE_EMPTY. */
async function checkRemote(lounge: Lounge, engine: Engine): Promise<void> {
  const { url, branch } = lounge.config.repository;
  const path = applicationsFolder(lounge.config, engine.name);
  const repository = await lounge.repository();
  const { remoteHead } = await repository.fetch();
  const tree = remoteHead === undefined ? undefined : await repository.tree(remoteHead, path);
  if (tree === undefined) throw new LoungeError('REMOTE_EMPTY', { url, branch, path });
}

/** With the very login that Argo CD gets, and nothing of ours. Throws ARGOCD_REMOTE_UNREADABLE. */
async function readAsArgo(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  { login }: BootstrapMaterial,
  hostKey: HostKeyPlan | undefined,
): Promise<void> {
  if (login.kind === 'none' && (await hasOwnLogin(lounge, engine))) return;
  const { url, branch } = lounge.config.repository;
  const problem = await context.remoteReader.problem(url, login, hostKey?.knownHosts ?? '');
  if (problem !== undefined) throw new LoungeError('ARGOCD_REMOTE_UNREADABLE', { url, branch, problem });
}
