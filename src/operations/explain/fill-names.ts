import { PARTICLE, particleAfter } from '../../domain/messages/korean-particle.ts';
import type { Names } from './next-commands.ts';

/** Blanks of the sentences, by what goes into them, with the particle behind. */
const BLANKS: readonly (readonly [keyof Names, RegExp])[] = [
  ['service', blank('service|서비스')],
  ['environment', blank('environment|환경')],
  ['namespace', blank('namespace|네임스페이스')],
  ['domain', blank('domain|도메인')],
  ['branch', blank('branch|브랜치')],
];

/** Puts the names of this lounge where a sentence has a blank for them. */
export function fillNames(text: string, names: Names): string {
  return BLANKS.reduce(
    (filled, [name, pattern]) =>
      filled.replace(pattern, (_, enclosing = '', particle?: string) => {
        const word = names[name];
        return `${word}${enclosing}${particle === undefined ? '' : particleAfter(word, particle)}`;
      }),
    text,
  );
}

function blank(names: string): RegExp {
  return new RegExp(`<(?:${names})>(?:${PARTICLE})?`, 'g');
}
