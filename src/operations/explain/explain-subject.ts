import { LoungeError } from '../../domain/errors.ts';
import { explainCode } from './explain-code.ts';
import { tellStory } from './tell-story.ts';
import type { Context } from '../context.ts';
import type { ExplainInput, ExplainOutput } from './operation.ts';

/** What a code means, or the story of a release. Throws EXPLAIN_UNKNOWN. */
export async function explainSubject(context: Context, input: ExplainInput): Promise<ExplainOutput> {
  const code = explainCode(input.subject, context.language);
  if (code !== undefined) return { code };
  const story = await tellStory(context, await context.lounge(), input.subject);
  if (story === undefined) throw new LoungeError('EXPLAIN_UNKNOWN', { subject: input.subject });
  return { story };
}
