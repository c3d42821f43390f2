/** The two forms of each particle that depends on the sound before it: after a consonant, after a vowel. */
const FORMS: Readonly<Record<string, readonly [afterConsonant: string, afterVowel: string]>> = {
  '은(는)': ['은', '는'],
  '이(가)': ['이', '가'],
  '을(를)': ['을', '를'],
  '과(와)': ['과', '와'],
  '와(과)': ['과', '와'],
  '(으)로': ['으로', '로'],
};
/** A particle with both forms, behind a placeholder and what may enclose it. */
export const PARTICLE = String.raw`(["'\`)]*)(은\(는\)|이\(가\)|을\(를\)|과\(와\)|와\(과\)|\(으\)로)`;

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FINALS = 28;
const RIEUL = 8;
/** 영 일 삼 육 칠 팔 end in a consonant; 일 칠 팔 in ㄹ. */
const DIGITS: Readonly<Record<string, number>> = { 0: 21, 1: RIEUL, 3: 16, 6: 1, 7: RIEUL, 8: RIEUL };
/** As the names of services and programs are read: l, m and n close a syllable, the others get a vowel. */
const LETTERS: Readonly<Record<string, number>> = { l: RIEUL, m: 16, n: 4 };

/** The form that fits the word before; both forms where it cannot be told. */
export function particleAfter(word: string, particle: string): string {
  const [afterConsonant, afterVowel] = FORMS[particle] ?? [particle, particle];
  const final = finalOf(word);
  if (final === undefined) return particle;
  const closes = particle === '(으)로' ? final !== 0 && final !== RIEUL : final !== 0;
  return closes ? afterConsonant : afterVowel;
}

/** Number of the final consonant of a word as it is read (Unicode's order, 0: none). */
function finalOf(word: string): number | undefined {
  const last = /[가-힣0-9A-Za-z](?=[^가-힣0-9A-Za-z]*$)/u.exec(word)?.[0]?.toLowerCase();
  if (last === undefined) return undefined;
  const code = last.codePointAt(0) ?? 0;
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) return (code - FIRST_SYLLABLE) % FINALS;
  return DIGITS[last] ?? LETTERS[last] ?? 0;
}
