import type { HttpCheck, ServiceSpec } from '../../domain/service-spec.ts';
import { assetsOf } from '../../engine/plan/page-assets.ts';
import type { Cluster, ProbeResult } from '../../ports/cluster.ts';
import type { Context } from '../context.ts';
import { say } from './messages.ts';

const PATIENCE_MS = 5000;

/** Asks the running service what `service.yaml` says it must answer; the first thing that is wrong, or undefined. */
export async function runChecks(
  context: Context,
  cluster: Cluster,
  namespace: string,
  spec: ServiceSpec,
): Promise<string | undefined> {
  const ask = async (path: string) =>
    await cluster.probe(namespace, spec.name, spec.servicePort, path, {
      timeoutMs: PATIENCE_MS,
      signal: context.signal,
    });
  for (const check of spec.checks) {
    const problem = await runCheck(context, check, ask);
    if (problem !== undefined) return problem;
    context.progress({
      kind: 'note',
      text: say(context.language, 'checkPassed', { path: check.path, status: check.status }),
    });
  }
  return undefined;
}

async function runCheck(
  context: Context,
  check: HttpCheck,
  ask: (path: string) => Promise<ProbeResult>,
): Promise<string | undefined> {
  const answer = await ask(check.path);
  const found = statusOf(answer);
  if (found !== String(check.status))
    return say(context.language, 'checkFailed', { path: check.path, found, wanted: check.status });
  const body = 'body' in answer ? answer.body : '';
  if (check.contains !== undefined && !body.includes(check.contains))
    return say(context.language, 'checkText', { path: check.path, text: check.contains });
  if (!check.assets) return undefined;
  for (const asset of assetsOf(body, check.path)) {
    const assetFound = statusOf(await ask(asset));
    if (!/^[23]\d\d$/.test(assetFound))
      return say(context.language, 'assetFailed', { path: check.path, asset, found: assetFound });
  }
  return undefined;
}

function statusOf(answer: ProbeResult): string {
  return 'status' in answer ? String(answer.status) : answer.error;
}
