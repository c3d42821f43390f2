import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import { defineMessages } from '../../domain/messages/define-messages.ts';
import { defineOperation } from '../define-operation.ts';

const say = defineMessages({
  meaning: { en: 'means       {text}', ko: '뜻          {text}' },
  investigate: { en: 'look at     {text}', ko: '볼 곳       {text}' },
  remedy: { en: 'mend it     {text}', ko: '고치는 법   {text}' },
  evidence: { en: 'here now    {what}: {found}', ko: '지금 여기   {what}: {found}' },
  command: { en: 'next        {command}', ko: '다음        {command}' },
  story: { en: '{release}: {verdict} {reason}', ko: '{release}: {verdict} {reason}' },
  line: { en: '{seconds} s  {source}  {text}', ko: '{seconds}초  {source}  {text}' },
  next: { en: 'next: {next}', ko: '다음: {next}' },
});

export const ExplainInput = z.object({ subject: z.string().max(200) });
export type ExplainInput = z.infer<typeof ExplainInput>;
/** One thing that was looked at just now, and what was found. */
export const Evidence = z.object({ what: z.string(), found: z.string() });
export type Evidence = z.infer<typeof Evidence>;

export const ExplainedCode = z.object({
  code: z.string(),
  kind: z.enum(['verdict', 'error', 'rule', 'state', 'trouble']),
  meaning: z.string(),
  investigate: z.string().optional(),
  remedy: z.string(),
  /** What is to be seen of it in this lounge now; left out where there is no lounge. */
  evidence: z.array(Evidence).optional(),
  /** Commands to run next, the most telling first. */
  next: z.array(z.string()).optional(),
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
      en: 'a release id, a service, or a code or trouble like IMAGE_PULL, GIT_DIRTY, crash or dns',
      ko: '릴리스 ID, 서비스 이름, 또는 IMAGE_PULL·GIT_DIRTY·crash·dns 같은 코드나 문제 이름',
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
    ...(code.evidence ?? []).map((one) => say(language, 'evidence', one)),
    ...(code.next ?? []).map((command) => say(language, 'command', { command })),
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
