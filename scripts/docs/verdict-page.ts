import type { Language } from '../../src/domain/language.ts';
import { verdictMessages } from '../../src/domain/messages/verdict.ts';
import { GENERATED, plain, table } from './markdown.ts';
import { watchRules, type ReasonAtWork } from './rules-at-work.ts';

const ORDER = ['PASS', 'SUPERSEDED', 'FAIL', 'UNVERIFIED', 'PROGRESSING', 'PENDING'];
const WORDS = {
  en: { message: 'Says', meaning: 'Means', investigate: 'Evidence', remedy: 'Remedy', next: 'Next' },
  ko: { message: '문구', meaning: '뜻', investigate: '증거', remedy: '고치는 법', next: '다음' },
} as const;

/** docs/verdict.md: every reason, the rule that gives it, and what to do. */
export function verdictPage(): string {
  const seen = watchRules();
  const codes = Object.keys(verdictMessages) as (keyof typeof verdictMessages)[];
  const sorted = codes.toSorted((a, b) => rank(seen.get(a)) - rank(seen.get(b)));
  const rows = sorted.map((code) => [`[${code}](#${code.toLowerCase()})`, ...facts(seen.get(code))]);
  return `# The verdict

${GENERATED} Rules, verdicts and confirmations are what was seen while every fixture of the judge was run.

A verdict is computed from recorded facts by rules (\`src/engine/verdict/rules.ts\`). Among those that apply: SUPERSEDED, then FAIL, then UNVERIFIED, then PROGRESSING. PASS, FAIL and SUPERSEDED
are final once given. *Confirmation*: what an event on its way can undo must hold for so long before it counts; until then the release is PROGRESSING. \`lounge explain <CODE>\` says the same in a terminal,
\`lounge replay <release> --at <ms>\` shows every rule at a moment. What the rules leave open is decided in [decisions/0001](decisions/0001-verdict-what-the-rules-leave-open.md).

${table(['code', 'verdict', 'rule', 'confirmation'], rows)}

${sorted.map((code) => section(code, seen.get(code))).join('\n')}`;
}

function rank(seen: ReasonAtWork | undefined): number {
  const places = [...(seen?.verdicts ?? [])].map((verdict) => ORDER.indexOf(verdict));
  // What waits to be confirmed is PROGRESSING until then; the graver word is what it stands for.
  return Math.min(...places, ORDER.length);
}

function facts(seen: ReasonAtWork | undefined): [verdict: string, rule: string, confirmation: string] {
  const verdict = ORDER[rank(seen)] ?? '–';
  const rules = [...(seen?.rules ?? [])].toSorted().join(', ');
  const waits = [...(seen?.confirmations ?? [])].toSorted((a, b) => a - b).map(duration);
  const confirmed = verdict === 'FAIL' || verdict === 'UNVERIFIED' || verdict === 'SUPERSEDED';
  return [verdict, rules === '' ? 'the judge' : rules, confirmed && waits.length > 0 ? waits.join(' or ') : '–'];
}

function duration(milliseconds: number): string {
  return milliseconds === 0 ? 'at once' : `${milliseconds / 1000} s`;
}

function section(code: keyof typeof verdictMessages, seen: ReasonAtWork | undefined): string {
  const [verdict, rule, confirmation] = facts(seen);
  const heading = `### ${code}\n\n${verdict} · rule ${rule}${confirmation === '–' ? '' : ` · confirmation: ${confirmation}`}\n`;
  return [heading, ...lines(code, 'en'), ...lines(code, 'ko'), ''].join('\n');
}

function lines(code: keyof typeof verdictMessages, language: Language): string[] {
  const text = verdictMessages[code][language];
  const words = WORDS[language];
  return (['message', 'meaning', 'investigate', 'remedy', 'next'] as const)
    .filter((part) => text[part] !== '')
    .map((part) => `- **${words[part]}** ${plain(text[part])}`);
}
