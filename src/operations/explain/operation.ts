import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  meaning: { en: 'means       {text}', ko: '뜻          {text}' },
  investigate: { en: 'look at     {text}', ko: '볼 곳       {text}' },
  remedy: { en: 'mend it     {text}', ko: '고치는 법   {text}' },
  story: { en: '{release}: {verdict} {reason}', ko: '{release}: {verdict} {reason}' },
  line: { en: '{seconds} s  {source}  {text}', ko: '{seconds}초  {source}  {text}' },
  next: { en: 'next: {next}', ko: '다음: {next}' },
});

export const ExplainInput = z.object({ subject: z.string().max(200) });
export type ExplainInput = z.infer<typeof ExplainInput>;
export const ExplainedCode = z.object({
  code: z.string(),
  kind: z.enum(['verdict', 'error', 'rule', 'state']),
  meaning: z.string(),
  investigate: z.string().optional(),
  remedy: z.string(),
});
export type ExplainedCode = z.infer<typeof ExplainedCode>;

export const StoryLine = z.object({ at: z.number(), source: z.string(), text: z.string(), receipt: z.string() });
export type StoryLine = z.infer<typeof StoryLine>;
export const Story = z.object({
  release: z.string(),
  verdict: z.string(),
  reason: z.string(),
  message: z.string(),
  next: z.string(),
  lines: z.array(StoryLine),
});
export type Story = z.infer<typeof Story>;

export const ExplainOutput = z.object({ code: ExplainedCode.optional(), story: Story.optional() });
export type ExplainOutput = z.infer<typeof ExplainOutput>;

export const explainOperation = defineOperation({
  name: 'explain',
  effect: 'read',
  positionals: ['subject'],
  fields: {
    subject: {
      en: 'a release id, a service, or a code like IMAGE_PULL or GIT_DIRTY',
      ko: '릴리스 ID, 서비스 이름, 또는 IMAGE_PULL·GIT_DIRTY 같은 코드',
    },
  },
  input: ExplainInput,
  output: ExplainOutput,
  examples: [
    'lounge explain IMAGE_PULL',
    'lounge explain hello',
    'lounge explain hello-production-v202601021530 --json',
  ],
  run: async (context, input) => await (await import('./explain-subject.ts')).explainSubject(context, input),
  present: ({ code, story }, language) => [
    ...(code === undefined ? [] : presentCode(code, language)),
    ...(story === undefined ? [] : presentStory(story, language)),
  ],
});

function presentCode(code: ExplainedCode, language: Language): string[] {
  return [
    code.code,
    say(language, 'meaning', { text: code.meaning }),
    ...(code.investigate === undefined ? [] : [say(language, 'investigate', { text: code.investigate })]),
    say(language, 'remedy', { text: code.remedy }),
  ];
}

function presentStory(story: Story, language: Language): string[] {
  return [
    say(language, 'story', story),
    story.message,
    ...story.lines.map((line) =>
      say(language, 'line', {
        ...line,
        seconds: (line.at / 1000).toFixed(1).padStart(8),
        source: line.source.padEnd(28),
      }),
    ),
    ...(story.next === '' ? [] : [say(language, 'next', story)]),
  ];
}
