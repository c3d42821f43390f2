import { LoungeError } from '../../domain/errors.ts';
import type { Context, Lounge } from '../context.ts';
import { gatherEvidence } from './evidence/gather-evidence.ts';
import { explainCode } from './explain-code.ts';
import { fillNames } from './fill-names.ts';
import { namesHere } from './names-here.ts';
import { nextCommands, topicOf, UNKNOWN_NAMES } from './next-commands.ts';
import type { ExplainedCode, ExplainInput, ExplainOutput } from './operation.ts';
import { tellStory } from './tell-story.ts';

/** What a code means and what of it is to be seen here now, or the story of a release. Throws EXPLAIN_UNKNOWN. */
export async function explainSubject(context: Context, input: ExplainInput): Promise<ExplainOutput> {
  const code = explainCode(input.subject, context.language);
  if (code !== undefined) return { code: await withEvidence(context, code) };
  const story = await tellStory(context, await context.lounge(), input.subject);
  if (story === undefined) throw new LoungeError('EXPLAIN_UNKNOWN', { subject: input.subject });
  return { story };
}

async function withEvidence(context: Context, code: ExplainedCode): Promise<ExplainedCode> {
  const topic = topicOf(code);
  const lounge = await loungeHere(context);
  if (lounge === undefined) return { ...code, next: [...nextCommands(topic, UNKNOWN_NAMES)] };
  const { evidence, about } = await gatherEvidence(context, lounge, code, topic);
  const names = await namesHere(lounge, about);
  return {
    ...code,
    // A fact is told of where it was met alone; a command may be about what is likely meant.
    meaning: about === undefined ? code.meaning : fillNames(code.meaning, names),
    ...(code.investigate === undefined ? {} : { investigate: fillNames(code.investigate, names) }),
    remedy: fillNames(code.remedy, names),
    evidence: [...evidence],
    // Nothing is undone where the code was not met.
    next: nextCommands(topic, names).filter((command) => about !== undefined || !command.startsWith('lounge rollback')),
  };
}

/** Codes are explained anywhere; where there is no lounge, or one that cannot be read, there is nothing to see. */
async function loungeHere(context: Context): Promise<Lounge | undefined> {
  try {
    return await context.lounge();
  } catch (error) {
    if (error instanceof LoungeError) return undefined;
    throw error;
  }
}
