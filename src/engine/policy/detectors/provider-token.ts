import { isPlaceholder } from './is-placeholder.ts';

interface TokenShape {
  readonly kind: string;
  /** Looked for first: most files hold none. */
  readonly keyword: string;
  readonly pattern: RegExp;
}

const SHAPES: readonly TokenShape[] = [
  { kind: 'AWS access key', keyword: 'AKIA', pattern: /\bAKIA[A-Z0-9]{16}\b/g },
  { kind: 'AWS access key', keyword: 'ASIA', pattern: /\bASIA[A-Z0-9]{16}\b/g },
  ...['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'].map((keyword) => ({
    kind: 'GitHub token',
    keyword,
    pattern: new RegExp(`\\b${keyword}[A-Za-z0-9]{36,255}\\b`, 'g'),
  })),
  { kind: 'GitHub token', keyword: 'github_pat_', pattern: /\bgithub_pat_[A-Za-z0-9_]{60,255}\b/g },
  { kind: 'GitLab token', keyword: 'glpat-', pattern: /\bglpat-[A-Za-z0-9_-]{20,64}/g },
  { kind: 'Slack token', keyword: 'xox', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/g },
  { kind: 'Slack token', keyword: 'xapp-', pattern: /\bxapp-\d-[A-Za-z0-9-]{10,250}/g },
  {
    kind: 'Slack webhook',
    keyword: 'hooks.slack.com',
    pattern: /hooks\.slack\.com\/services\/T[A-Z0-9]{6,14}\/B[A-Z0-9]{6,14}\/[A-Za-z0-9]{20,32}/g,
  },
  { kind: 'npm token', keyword: 'npm_', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'npm token', keyword: '_authToken', pattern: /_authToken[ \t]{0,4}=[ \t]{0,4}[A-Za-z0-9_-]{16,200}/g },
  { kind: 'Docker token', keyword: 'dckr_', pattern: /\bdckr_[a-z]{3}_[A-Za-z0-9_-]{20,64}/g },
  { kind: 'Google API key', keyword: 'AIza', pattern: /\bAIza[A-Za-z0-9_-]{35}/g },
  { kind: 'Stripe key', keyword: 'k_live_', pattern: /\b[rs]k_live_[A-Za-z0-9]{20,128}/g },
  { kind: 'SendGrid key', keyword: 'SG.', pattern: /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{30,64}/g },
  { kind: 'Anthropic key', keyword: 'sk-ant-', pattern: /\bsk-ant-[A-Za-z0-9_-]{30,200}/g },
  { kind: 'OpenAI key', keyword: 'sk-', pattern: /\bsk-(?!ant-)(?:proj-|svcacct-)?[A-Za-z0-9_]{32,200}/g },
  { kind: 'Hugging Face token', keyword: 'hf_', pattern: /\bhf_[A-Za-z0-9]{30,64}\b/g },
  { kind: 'Telegram token', keyword: ':AA', pattern: /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g },
  { kind: 'age key', keyword: 'AGE-SECRET-KEY-', pattern: /AGE-SECRET-KEY-1[A-Z0-9]{58}/g },
];
const JSON_WEB_TOKEN = /\beyJ[A-Za-z0-9_-]{8,1000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{16,1000}/g;

/** Tokens of known providers, by their shape. */
export function findProviderTokens(text: string): readonly { readonly kind: string; readonly index: number }[] {
  const found = SHAPES.flatMap(({ kind, keyword, pattern }) => {
    if (!text.includes(keyword)) return [];
    return [...text.matchAll(pattern)].filter(([token]) => !isPlaceholder(token)).map(({ index }) => ({ kind, index }));
  });
  return text.includes('.eyJ') ? [...found, ...findJsonWebTokens(text)] : found;
}

function findJsonWebTokens(text: string): readonly { readonly kind: string; readonly index: number }[] {
  return [...text.matchAll(JSON_WEB_TOKEN)]
    .filter(([token]) => hasAlgorithm(token))
    .map(({ index }) => ({ kind: 'JSON Web Token', index }));
}

function hasAlgorithm(token: string): boolean {
  try {
    const header: unknown = JSON.parse(Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString());
    return typeof header === 'object' && header !== null && 'alg' in header;
  } catch {
    return false;
  }
}
