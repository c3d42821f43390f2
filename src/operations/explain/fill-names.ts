import type { Names } from './next-commands.ts';

/** Blanks of the sentences, by what goes into them. */
const BLANKS: readonly (readonly [keyof Names, RegExp])[] = [
  ['service', /<(service|서비스)>/g],
  ['environment', /<(environment|환경)>/g],
  ['namespace', /<(namespace|네임스페이스)>/g],
  ['domain', /<(domain|도메인)>/g],
  ['branch', /<(branch|브랜치)>/g],
];

/** Puts the names of this lounge where a sentence has a blank for them. */
export function fillNames(text: string, names: Names): string {
  return BLANKS.reduce((filled, [name, blank]) => filled.replace(blank, () => names[name]), text);
}
