import { LoungeError } from '../../domain/errors.ts';
import { ROOT_APPLICATION } from '../../engine/manifest/layout.ts';
import { listOf, readField, textOf } from '../../engine/manifest/read-field.ts';
import type { ClusterObject } from '../../ports/cluster.ts';
import type { Context, Engine, Lounge } from '../context.ts';

const ANSWER_MS = 20_000;
/** A host key reaches the repo server by a mounted ConfigMap, which takes the kubelet a minute or so. */
const PATIENCE_MS = 20_000;
const HOST_KEY_PATIENCE_MS = 120_000;
const PAUSE_MS = 2000;

/** Proves that Argo CD reads the remote: root-app is compared with a commit of it. Returns that commit. Throws ARGOCD_*. */
export async function proveRoot(
  context: Context,
  lounge: Lounge,
  { cluster, delivery }: Engine,
  patient: { readonly forHostKey: boolean },
): Promise<string> {
  const { namespace } = delivery;
  const until = context.clock.now() + (patient.forHostKey ? HOST_KEY_PATIENCE_MS : PATIENCE_MS);
  let hard = false;
  for (;;) {
    const options = { timeoutMs: ANSWER_MS, signal: context.signal, hard };
    if (!(await delivery.refresh(ROOT_APPLICATION, options)))
      throw new LoungeError('ARGOCD_SILENT', { namespace, application: ROOT_APPLICATION, seconds: ANSWER_MS / 1000 });
    const seen = await settled(context, cluster, namespace);
    if (seen.revision !== undefined) return seen.revision;
    if (context.clock.now() >= until) {
      const { url, branch } = lounge.config.repository;
      throw new LoungeError('ARGOCD_REMOTE_UNREADABLE', { url, branch, problem: seen.problem });
    }
    await context.clock.sleep(PAUSE_MS, context.signal);
    hard = true;
  }
}

interface Seen {
  readonly revision?: string;
  readonly problem: string;
}

/** Watches root-app until it was compared, or says why it cannot be. */
async function settled(context: Context, cluster: Engine['cluster'], namespace: string): Promise<Seen> {
  const done = new AbortController();
  const signal = AbortSignal.any([done.signal, context.signal, AbortSignal.timeout(ANSWER_MS)]);
  let seen: Seen = { problem: 'it was not compared yet' };
  await cluster.watch('Application', namespace, { name: ROOT_APPLICATION, signal }, (event) => {
    if (event.type !== 'watch' || event.event === 'DELETED') return;
    seen = judgeRoot(event.object);
    if (seen.revision !== undefined || seen.problem !== '') done.abort();
  });
  if (context.signal.aborted) throw new LoungeError('CANCELLED');
  return seen.revision === undefined && seen.problem === '' ? { problem: 'it does not become Synced' } : seen;
}

/** The commit at which it is Synced, else what Argo CD says is wrong; an empty problem means: not yet. */
export function judgeRoot(application: ClusterObject): Seen {
  const problems = listOf(readField(application, ['status', 'conditions']))
    .filter((condition) => (textOf(readField(condition, ['type'])) ?? '').endsWith('Error'))
    .map((condition) => textOf(readField(condition, ['message'])) ?? '');
  if (problems.length > 0) return { problem: problems.join(' ').slice(0, 600) };
  const revision = textOf(readField(application, ['status', 'sync', 'revision'])) ?? '';
  const isSynced = readField(application, ['status', 'sync', 'status']) === 'Synced';
  return isSynced && /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(revision) ? { revision, problem: '' } : { problem: '' };
}
