import { setTimeout as sleep } from 'node:timers/promises';
import type { FidelityLounge } from './fidelity-lounge.ts';
import { journey } from './journey.ts';
import { jsonShape } from './json-shape.ts';
import { eventReasons, kubectlShapes } from './kubectl-shapes.ts';

/** What one engine made of the journey: by aspect, lines that can be compared. */
export type Walked = Readonly<Record<string, readonly string[]>>;

/** Walks the whole journey; `tell` hears of each step. */
export async function walk(lounge: FidelityLounge, tell: (line: string) => void = () => {}): Promise<Walked> {
  const walked: Record<string, readonly string[]> = {};
  for (const step of journey) {
    const started = Date.now();
    await step.prepare?.(lounge);
    const { exitCode, stdout, stderr } = await lounge.world.lounge(step.command);
    const output: unknown = stdout === '' ? {} : JSON.parse(stdout);
    const said = outcomeOf(output);
    walked[`${step.name}: verdict`] = [said];
    walked[`${step.name}: exit code`] = [String(exitCode)];
    walked[`${step.name}: shape`] = jsonShape(output);
    tell(
      `${step.name}: ${said} (${Date.now() - started} ms)${said === step.says ? '' : ` not ${step.says}\n${stderr}${stdout}`}`,
    );
    if (step.rests === true) walked[`${step.name}: Argo CD`] = [await atRest(lounge)];
    if (said === 'PASS VERIFIED' && step.name === 'a change')
      for (const [look, shape] of Object.entries(await kubectlShapes(lounge))) walked[`kubectl ${look}`] = shape;
  }
  walked['reasons of events'] = await eventReasons(lounge);
  return walked;
}

interface Output {
  readonly error?: { readonly code: string };
  readonly release?: { readonly verdict?: { readonly verdict: string; readonly reason: string } };
}

function outcomeOf(output: unknown): string {
  const { error, release } = output as Output;
  const verdict = release?.verdict;
  return error?.code ?? (verdict === undefined ? '' : `${verdict.verdict} ${verdict.reason}`);
}

/** `Synced Healthy Succeeded` once it says the same for two seconds. */
async function atRest({ kubectl }: FidelityLounge): Promise<string> {
  let [last, since] = ['', Date.now()];
  const end = Date.now() + 20_000;
  for (;;) {
    const { status = {} } = JSON.parse(
      await kubectl(['get', 'application', 'hello', '-n', 'argocd', '-o', 'json', '--ignore-not-found']),
    ) as {
      status?: {
        sync?: { status?: string };
        health?: { status?: string };
        operationState?: { phase?: string };
      };
    };
    const now = `${status.sync?.status} ${status.health?.status} ${status.operationState?.phase}`;
    if (now !== last) [last, since] = [now, Date.now()];
    if (Date.now() - since > 2000 || Date.now() > end) return now;
    await sleep(400);
  }
}
