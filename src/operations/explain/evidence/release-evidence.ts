import type { Context, Lounge } from '../../context.ts';
import { retell } from '../../verify/describe-verdict.ts';
import type { ExplainedCode } from '../operation.ts';
import type { Look } from './gather-evidence.ts';
import { say } from './messages.ts';

const MOST = 3;

/** The newest releases that ended with the code, each with what it said then. */
export async function releaseEvidence(context: Context, lounge: Lounge, { code, kind }: ExplainedCode): Promise<Look> {
  if (kind === 'rule' || kind === 'trouble') return { evidence: [] };
  const releases = await lounge.store.releases();
  const ended = releases.filter(({ verdict }) => verdict?.reason === code).slice(0, MOST);
  if (ended.length === 0)
    return { evidence: kind === 'verdict' ? [{ what: 'releases', found: say(context.language, 'never') }] : [] };
  const evidence = ended.flatMap(({ id, verdict, finishedAt, startedAt }) => {
    if (verdict === undefined) return [];
    const { message } = retell(verdict, context.language);
    const at = new Date(finishedAt ?? startedAt).toISOString();
    return [{ what: id, found: say(context.language, 'past', { at, message }) }];
  });
  return { evidence, met: ended[0] };
}
