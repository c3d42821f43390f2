import type { Actor } from '../../../domain/actor.ts';

/** Environment by which git writes the actor as author, and this program as committer. `at` in milliseconds fixes both dates. */
export function identityOf(actor: Actor, at: number): Record<string, string> {
  const date = `@${Math.floor(at / 1000)} +0000`;
  return {
    GIT_AUTHOR_NAME: cleanName(actor),
    GIT_AUTHOR_EMAIL: `${actor.role}@lounge.invalid`,
    GIT_AUTHOR_DATE: date,
    ...committerIdentity,
    GIT_COMMITTER_DATE: date,
  };
}

/** The program itself, where the author is kept as it is. */
export const committerIdentity = { GIT_COMMITTER_NAME: 'AI Lounge', GIT_COMMITTER_EMAIL: 'lounge@lounge.invalid' };

/** Without what git cannot write in a name; a name of nothing else becomes the role. */
function cleanName(actor: Actor): string {
  const name = actor.name.replaceAll(/[\p{Cc}<>]/gu, ' ').trim();
  return /[\p{L}\p{N}]/u.test(name) ? name : actor.role;
}
