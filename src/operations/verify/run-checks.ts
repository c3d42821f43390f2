import type { HttpCheck, ServiceSpec } from '../../domain/service-spec.ts';
import { assetsOf } from '../../engine/plan/page-assets.ts';
import type { ProbeResult } from '../../ports/cluster.ts';
import type { Context, Engine } from '../context.ts';
import { say } from './check-messages.ts';

const PATIENCE_MS = 5000;
const TRIES = 3;
const BETWEEN_TRIES_MS = 500;

/** Whether one acceptance check of `service.yaml` holds for the running service. */
export interface CheckOutcome {
  readonly id: string;
  readonly holds: boolean;
  readonly detail?: string;
}

type Ask = (path: string) => Promise<ProbeResult>;

/** The name of a check, as a verdict gives it. */
export function checkId(check: HttpCheck): string {
  return `GET ${check.path}`;
}

/** Asks the running service, through the API server, what `service.yaml` says it must answer. */
export async function runChecks(
  context: Context,
  engine: Engine,
  namespace: string,
  spec: ServiceSpec,
): Promise<readonly CheckOutcome[]> {
  const options = { timeoutMs: PATIENCE_MS, signal: context.signal };
  const ask: Ask = async (path) => await engine.cluster.probe(namespace, spec.name, spec.servicePort, path, options);
  const outcomes: CheckOutcome[] = [];
  for (const check of spec.checks) {
    const detail = await lastingProblem(context, check, ask);
    outcomes.push({ id: checkId(check), holds: detail === undefined, ...(detail === undefined ? {} : { detail }) });
  }
  return outcomes;
}

/** What is wrong with a check, three times in a row: a pod may just be taking over. */
async function lastingProblem(context: Context, check: HttpCheck, ask: Ask): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const problem = await problemOf(context, check, ask);
    if (problem === undefined || attempt === TRIES) return problem;
    await context.clock.sleep(BETWEEN_TRIES_MS, context.signal);
  }
}

async function problemOf(context: Context, check: HttpCheck, ask: Ask): Promise<string | undefined> {
  const answer = await ask(check.path);
  const found = statusOf(answer);
  if (found !== String(check.status))
    return say(context.language, 'status', { path: check.path, found, wanted: check.status });
  const body = 'body' in answer ? answer.body : '';
  if (check.contains !== undefined && !body.includes(check.contains))
    return say(context.language, 'text', { path: check.path, text: check.contains });
  if (!check.assets) return undefined;
  for (const asset of assetsOf(body, check.path)) {
    const assetFound = statusOf(await ask(asset));
    if (!/^[23]\d\d$/.test(assetFound))
      return say(context.language, 'asset', { path: check.path, asset, found: assetFound });
  }
  return undefined;
}

function statusOf(answer: ProbeResult): string {
  return 'status' in answer ? String(answer.status) : answer.error;
}
