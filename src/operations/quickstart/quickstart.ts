import { LoungeError } from '../../domain/errors.ts';
import { namespaceOf } from '../../domain/lounge-config.ts';
import type { Release } from '../../domain/release.ts';
import type { Context, Lounge } from '../context.ts';
import { initialize } from '../init/initialize.ts';
import { InitInput } from '../init/operation.ts';
import { newService } from '../new/new-service.ts';
import { NewInput } from '../new/operation.ts';
import { chooseEnvironment, readService, serviceNames } from '../read-service.ts';
import { ShipInput } from '../ship/operation.ts';
import { ship } from '../ship/ship.ts';
import { judgeRunning } from '../verify/judge-running.ts';
import { runningRelease } from '../status/running-release.ts';
import { shipBroken } from './ship-broken.ts';
import { say } from './messages.ts';
import type { QuickstartInput, QuickstartOutput } from './operation.ts';
import { sayOfLocalEngine } from '../../domain/messages/local-engine.ts';

/** Seconds that a release must stay good here; a real lounge has 20. */
const SOAK_SECONDS = 3;

/** From nothing to a proven pod; run again, it goes on where it is. */
export async function quickstart(context: Context, input: QuickstartInput): Promise<QuickstartOutput> {
  const startedAt = context.clock.now();
  const workspace = context.workspace(input.folder);
  const folder = workspace.root;
  // It is taken away at the end: what somebody worked in is not.
  if (input.ci && (await workspace.exists('lounge.yaml'))) throw new LoungeError('FILE_EXISTS', { path: folder });
  const inside: Context = { ...context, folder, lounge: async (other) => await context.lounge(other ?? folder) };
  const act = (text: string) => context.progress({ kind: 'note', text });
  act(sayOfLocalEngine(context.language, 'actMake', { folder }));
  if (!(await workspace.exists('lounge.yaml')))
    await initialize(context, InitInput.parse({ folder, soakSeconds: SOAK_SECONDS }));
  const lounge = await inside.lounge();
  const engine = await lounge.localEngine.up({ signal: context.signal });
  act(say(context.language, 'actShip', { service: input.service }));
  const release = await provenRelease(inside, lounge, input);
  const milliseconds = context.clock.now() - startedAt;
  const url = (await lounge.publicUrl(input.service, chooseEnvironment(lounge, undefined))) ?? '';
  const answer = await context.web.get(url, { signal: context.signal });
  const broken =
    input.break && release.verdict?.verdict === 'PASS' ? await brokenAct(inside, lounge, input, act) : undefined;
  if (input.ci) await tearDown(context, lounge, folder);
  if (release.verdict === undefined) throw new LoungeError('RELEASE_UNKNOWN', { release: release.id });
  return {
    folder,
    service: input.service,
    namespace: namespaceOf(lounge.config, release.environment),
    kubeconfig: engine.kubeconfig,
    release: release.id,
    tag: release.tag,
    verdict: release.verdict,
    url,
    ...('status' in answer ? { answer } : { problem: answer.error }),
    milliseconds,
    ...(broken === undefined ? {} : { broken }),
    tornDown: input.ci,
  };
}

async function provenRelease(context: Context, lounge: Lounge, input: QuickstartInput): Promise<Release> {
  if (!(await serviceNames(lounge)).includes(input.service))
    await newService(context, NewInput.parse({ service: input.service, template: input.template }));
  const environment = chooseEnvironment(lounge, undefined);
  const running = await runningRelease(lounge, input.service, environment);
  if (running?.verdict?.verdict === 'PASS') {
    context.progress({
      kind: 'note',
      text: say(context.language, 'goesOn', { service: input.service, release: running.id }),
    });
    const spec = await readService(lounge, input.service);
    return await judgeRunning(context, lounge, { release: running, spec, again: true });
  }
  const { release } = await ship(context, ShipInput.parse({ service: input.service }));
  if (release === undefined) throw new LoungeError('RELEASE_UNKNOWN', { release: input.service });
  return release;
}

async function brokenAct(
  context: Context,
  lounge: Lounge,
  input: QuickstartInput,
  act: (text: string) => void,
): Promise<QuickstartOutput['broken']> {
  act(say(context.language, 'actBreak'));
  return await shipBroken(context, lounge, input.service);
}

async function tearDown(context: Context, lounge: Lounge, folder: string): Promise<void> {
  await lounge.localEngine.reset();
  await lounge.close();
  await context.workspace(folder).remove('.');
}
