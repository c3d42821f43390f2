import { badRequest } from '../../store/status-failure.ts';

type Labels = Readonly<Record<string, string>>;
export type LabelSelector = (labels: Labels | undefined) => boolean;

const KEY = String.raw`[A-Za-z0-9][-A-Za-z0-9_./]*`;
const SET = new RegExp(String.raw`^(${KEY})\s+(in|notin)\s*\(([^()]*)\)$`);
const EQUALITY = new RegExp(String.raw`^(${KEY})\s*(==|=|!=)\s*([-A-Za-z0-9_.]*)$`);
const ORDER = new RegExp(String.raw`^(${KEY})\s*([<>])\s*(-?\d+)$`);
const PRESENCE = new RegExp(String.raw`^(!?)\s*(${KEY})$`);
const LONGEST = 8192;

/** `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1`. Throws BadRequest for anything else. */
export function parseLabelSelector(text: string): LabelSelector {
  if (text.length > LONGEST) throw badRequest('the label selector is too long');
  const rules = splitOutsideParentheses(text).map(parseRequirement);
  return (labels) => rules.every((rule) => rule(labels ?? {}));
}

function splitOutsideParentheses(text: string): string[] {
  return text
    .split(/,(?![^()]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parseRequirement(text: string): (labels: Labels) => boolean {
  return parseSet(text) ?? parseEquality(text) ?? parseOrder(text) ?? parsePresence(text);
}

function parseSet(text: string): ((labels: Labels) => boolean) | undefined {
  const [, key, operator, list] = SET.exec(text) ?? [];
  if (key === undefined) return undefined;
  const values = new Set((list ?? '').split(',').map((value) => value.trim()));
  return operator === 'in'
    ? (labels) => Object.hasOwn(labels, key) && values.has(labels[key] ?? '')
    : (labels) => !Object.hasOwn(labels, key) || !values.has(labels[key] ?? '');
}

function parseEquality(text: string): ((labels: Labels) => boolean) | undefined {
  const [, key, operator, value] = EQUALITY.exec(text) ?? [];
  if (key === undefined) return undefined;
  const equal = (labels: Labels): boolean => Object.hasOwn(labels, key) && labels[key] === value;
  return operator === '!=' ? (labels) => !equal(labels) : equal;
}

function parseOrder(text: string): ((labels: Labels) => boolean) | undefined {
  const [, key, operator, bound] = ORDER.exec(text) ?? [];
  if (key === undefined) return undefined;
  const limit = Number(bound);
  return (labels) => {
    const value = Object.hasOwn(labels, key) ? Number(labels[key]) : Number.NaN;
    return operator === '<' ? value < limit : value > limit;
  };
}

function parsePresence(text: string): (labels: Labels) => boolean {
  const [, not, key] = PRESENCE.exec(text) ?? [];
  if (key === undefined) throw badRequest(`unable to parse requirement: ${JSON.stringify(text.slice(0, 200))}`);
  return (labels) => Object.hasOwn(labels, key) === (not === '');
}
