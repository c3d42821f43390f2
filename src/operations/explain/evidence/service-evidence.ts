import type { Context, Lounge } from '../../context.ts';
import { readService, serviceNames } from '../../read-service.ts';
import { lastLines } from '../../status/last-lines.ts';
import { observeNow } from '../../status/observe-now.ts';
import { runningRelease } from '../../status/running-release.ts';
import type { Evidence, ExplainedCode } from '../operation.ts';
import type { Look, Met } from './gather-evidence.ts';
import { say } from './messages.ts';
import { reachableEnvironments } from './reachable-environments.ts';

/** More are not looked at one by one. */
const MOST = 20;

/** Words by which Kubernetes itself shows a code. */
const SHOWN_BY: Readonly<Record<string, RegExp>> = {
  IMAGE_PULL: /ImagePull|InvalidImageName/,
  CRASH_LOOP: /CrashLoop/,
  CONFIG: /CreateContainerConfig/,
  RUN_CONTAINER: /RunContainer|StartError/,
  SYNC_FAILED: /fail|denied|forbidden|not permitted/i,
};

type Seen = Met & { readonly evidence: readonly Evidence[]; readonly isMet: boolean; readonly isGood: boolean };

/** How the services are now: those that show the code, else those that are not good, else all of them. */
export async function serviceEvidence(context: Context, lounge: Lounge, code: ExplainedCode): Promise<Look> {
  const { reachable, isLocalDown } = await reachableEnvironments(lounge);
  const places = (await serviceNames(lounge)).flatMap((service) =>
    reachable.map((environment) => ({ service, environment })),
  );
  const seen = await Promise.all(places.slice(0, MOST).map(async (place) => await see(context, lounge, code, place)));
  const known = seen.filter((one) => one !== undefined);
  const met = known.filter(({ isMet }) => isMet);
  const bad = known.filter(({ isGood }) => !isGood);
  const told = met.length > 0 ? met : bad.length > 0 ? bad : known;
  const down = isLocalDown ? [{ what: 'cluster', found: say(context.language, 'engineDown') }] : [];
  const none =
    known.length === 0 && !isLocalDown ? [{ what: 'services', found: say(context.language, 'noServices') }] : [];
  return { evidence: [...down, ...none, ...told.flatMap(({ evidence }) => evidence)], met: met[0] };
}

async function see(context: Context, lounge: Lounge, code: ExplainedCode, place: Met): Promise<Seen | undefined> {
  const { service, environment } = place;
  const release = await runningRelease(lounge, service, environment);
  if (release === undefined) return undefined;
  const spec = await readService(lounge, service);
  const now = await observeNow(context, lounge, spec, environment, release);
  const waiting = now.pods.flatMap((pod) => (pod.waiting === undefined ? [] : [`${pod.name} ${pod.waiting}`]));
  const restarts = now.pods.flatMap((pod) => (pod.restarts === 0 ? [] : [`${pod.name} ×${pod.restarts}`]));
  const details = [...(now.message === undefined ? [] : [now.message]), ...waiting, ...restarts];
  const isMet =
    now.problems.includes(code.code) || details.some((detail) => SHOWN_BY[code.code]?.test(detail) === true);
  const found = say(context.language, 'running', {
    ...now,
    ready: now.pods.filter((pod) => pod.ready).length,
    total: now.pods.length,
    problems: now.problems.length === 0 ? '' : ` (${now.problems.join(', ')})`,
    details: details.length === 0 ? '' : `; ${details.join('; ')}`,
  });
  const what = `${service} (${environment})`;
  const lines = isMet ? await lastLines(lounge, service, environment) : [];
  return {
    ...place,
    evidence: [{ what, found }, ...lines.map((line) => ({ what: `${what} log`, found: line.slice(0, 300) }))],
    isMet,
    isGood: now.state === 'good',
  };
}
