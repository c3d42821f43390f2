import { LoungeError } from '../../../domain/errors.ts';
import { checkCommit } from '../../check/check-commit.ts';
import type { Context, Lounge } from '../../context.ts';
import type { ExplainedCode } from '../operation.ts';
import type { Look } from './gather-evidence.ts';
import { say } from './messages.ts';

const MOST = 5;

/** What the policy finds in what is committed: of the rule that was asked for, else of all. */
export async function checkEvidence(context: Context, lounge: Lounge, { code, kind }: ExplainedCode): Promise<Look> {
  const { head } = await (await lounge.repository()).status();
  if (head === undefined) throw new LoungeError('GIT_NO_COMMIT');
  const { findings } = await checkCommit(context, lounge, head);
  const own = kind === 'rule' ? findings.filter(({ rule }) => rule === code) : findings;
  const evidence = own.slice(0, MOST).map(({ place: { file, line }, message, fix }) => ({
    what: line === undefined ? file : `${file}:${line}`,
    found: say(context.language, 'findings', { message, fix }),
  }));
  const others = findings.length - evidence.length;
  return {
    evidence: [
      ...evidence,
      ...(own.length === 0
        ? [{ what: 'check', found: say(context.language, 'clean', { commit: head.slice(0, 8) }) }]
        : []),
      ...(others === 0 ? [] : [{ what: 'check', found: say(context.language, 'others', { count: others }) }]),
    ],
  };
}
