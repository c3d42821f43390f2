import { LoungeError } from '../../domain/errors.ts';
import type { Finding } from '../../domain/finding.ts';
import type { LoungeConfig } from '../../domain/lounge-config.ts';
import { parseLoungeConfig } from '../../engine/config/parse-lounge-config.ts';
import { LAYOUT } from '../../engine/manifest/layout.ts';
import { evaluatePolicy } from '../../engine/policy/evaluate-policy.ts';
import { rules } from '../../engine/policy/rules/index.ts';
import type { Repository } from '../../ports/repository.ts';
import { presentFinding } from '../check/operation.ts';
import { policySnapshot } from '../check/policy-snapshot.ts';
import type { Context, Lounge } from '../context.ts';
import { allRegistries } from '../inspect-pinned.ts';
import { say } from './messages.ts';
import type { GateOutput } from './operation.ts';

const NOTHING = /^0+$/;
const MOST_SHOWN = 10;

interface RefUpdate {
  readonly before: string;
  readonly after: string;
  readonly ref: string;
}

/** Judges every branch of a push; other refs (leases, tags, rehearsals) hold nothing that is applied. Fails closed. */
export async function judgePush(context: Context, input: string): Promise<GateOutput> {
  const repository = context.receivingRepository();
  const updates = input
    .split('\n')
    .filter((line) => line !== '')
    .map(parseUpdate);
  const outcomes: GateOutput[] = [];
  for (const update of updates) outcomes.push(await judgeRef(context, repository, update));
  return {
    accepted: outcomes.every((one) => one.accepted),
    lines: outcomes.flatMap((one) => one.lines),
    findings: outcomes.flatMap((one) => one.findings),
  };
}

function parseUpdate(line: string): RefUpdate {
  const match = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (refs\/\S+)$/.exec(line);
  if (match === null)
    throw new LoungeError('USAGE', { problem: 'pre-receive input: <old> <new> <ref>', command: 'gate' });
  return { before: match[1] ?? '', after: match[2] ?? '', ref: match[3] ?? '' };
}

async function judgeRef(
  context: Context,
  repository: Repository,
  { before, after, ref }: RefUpdate,
): Promise<GateOutput> {
  if (!ref.startsWith('refs/heads/') || ref.startsWith('refs/heads/rehearsal-'))
    return { accepted: true, lines: [], findings: [] };
  if (NOTHING.test(after)) return refusal(say(context.language, 'deleted', { ref }));
  const since = NOTHING.test(before) ? undefined : before;
  const [goesOn, pushed, earlier] = await Promise.all([
    since === undefined || repository.isAncestor(since, after),
    repository.readFile(after, LAYOUT.config),
    since === undefined ? undefined : repository.readFile(since, LAYOUT.config),
  ]);
  if (!goesOn) return refusal(say(context.language, 'rewritten', { ref }));
  if (pushed === undefined) return refusal(say(context.language, 'noConfig'));
  const wanted = parseLoungeConfig(pushed);
  // A push cannot loosen the limits by which it is judged itself.
  const config = earlier === undefined || earlier === pushed ? wanted : parseLoungeConfig(earlier);
  const findings = await findingsOf(context, repository, config, { since, after });
  return outcomeOf(context, ref, findings);
}

function refusal(line: string): GateOutput {
  return { accepted: false, lines: [line], findings: [] };
}

async function findingsOf(
  context: Context,
  repository: Repository,
  config: LoungeConfig,
  range: { since: string | undefined; after: string },
): Promise<readonly Finding[]> {
  const lounge = await localLounge(context);
  const snapshot = await policySnapshot({
    repository,
    renders: context.rendersOf(repository),
    config,
    commit: range.after,
    since: range.since,
    environmentValues: (await lounge?.environmentValues()) ?? new Map(),
    registries: lounge && (await allRegistries(lounge)),
    actor: context.actor,
    signal: context.signal,
  });
  return evaluatePolicy(snapshot, { language: context.language, at: context.clock.now() }).findings;
}

/** The lounge beside a gate of this machine: the values of its `.env` must be nowhere, its registries can be asked. A gate elsewhere has none. */
async function localLounge(context: Context): Promise<Lounge | undefined> {
  try {
    return await context.lounge();
  } catch (error) {
    if (error instanceof LoungeError && error.code === 'CONFIG_MISSING') return undefined;
    throw error;
  }
}

function outcomeOf(context: Context, ref: string, findings: readonly Finding[]): GateOutput {
  const errors = findings.filter((finding) => finding.severity === 'error');
  if (errors.length === 0)
    return {
      accepted: true,
      lines: [say(context.language, 'accepted', { ref, rules: rules.length })],
      findings: [...findings],
    };
  const shown = errors.slice(0, MOST_SHOWN).map((finding) => presentFinding(finding, context.language));
  const more = errors.length > MOST_SHOWN ? [say(context.language, 'more', { count: errors.length - MOST_SHOWN })] : [];
  return {
    accepted: false,
    lines: [say(context.language, 'refused', { ref, count: errors.length }), ...shown, ...more],
    findings: [...findings],
  };
}
