import { verdictPhrases } from '../../domain/messages/verdict/phrases.ts';
import { excerpt, type Objection, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';

/** G1: the commit is not on the remote branch, or was there and is gone. */
export const commitOnBranch: Rule = {
  id: 'G1',
  group: 'git',
  judge({ state, header }) {
    const { git } = state;
    if (git.contained) return 'pushed';
    return {
      verdict: git.pushed ? 'FAIL' : 'PROGRESSING',
      reason: git.pushed ? 'DROPPED' : 'NOT_PUSHED',
      params: { commit: shorten(header.commit), branch: header.branch ?? '' },
      facts: git.fact === undefined ? [] : [git.fact],
      soak: 'restarts',
    };
  },
};

/** G2: rendering the commit does not give the image with its digest. */
export const commitRendersImage: Rule = {
  id: 'G2',
  group: 'git',
  judge(situation) {
    const { state, header } = situation;
    const render = state.renders.get(header.commit);
    if (render === undefined) return waitForRender(situation);
    if (render.error === undefined && render.images.some((image) => state.images.ofReference(image) === 'mine')) {
      return 'rendersMine';
    }
    return {
      verdict: 'FAIL',
      reason: 'NOOP_BUMP',
      params: { commit: shorten(header.commit), image: header.image, problem: describeRender(render, header.image) },
      facts: [render.fact],
      soak: 'restarts',
    };
  },
};

function waitForRender({ header }: Situation): Objection {
  return {
    verdict: 'PROGRESSING',
    reason: 'RENDER_NOT_SEEN',
    params: { commit: shorten(header.commit) },
    facts: [],
    soak: 'restarts',
    symptom: true,
  };
}

function describeRender(render: { readonly images: readonly string[]; readonly error?: string }, image: string) {
  if (render.error !== undefined) return excerpt(render.error);
  const own = render.images.filter(
    (one) => one.startsWith(`${image}:`) || one.startsWith(`${image}@`) || one === image,
  );
  if (own.length === 0) return verdictPhrases.noImage;
  return own.every((one) => !one.includes('@')) ? verdictPhrases.notPinned : verdictPhrases.otherImage;
}

/** G3: a newer commit on the branch releases the service again, or reverts the release. */
export const noNewerRelease: Rule = {
  id: 'G3',
  group: 'git',
  judge({ state, header }) {
    const { git, renders, images } = state;
    let unknown: Objection | undefined;
    for (const [head, fact] of git.newer) {
      const render = renders.get(head);
      const params = { head: shorten(head), service: header.service, branch: header.branch ?? '' };
      if (render === undefined) {
        // A head that was passed over at once is never rendered; what it did shows in the one that stayed.
        if (head !== git.head) continue;
        unknown = {
          verdict: 'PROGRESSING',
          reason: 'HEAD_NOT_RENDERED',
          params,
          facts: [fact],
          soak: 'pauses',
          symptom: true,
        };
      } else if (render.error === undefined && !render.images.some((image) => images.ofReference(image) === 'mine')) {
        return { verdict: 'SUPERSEDED', reason: 'SUPERSEDED', params, facts: [fact, render.fact], soak: 'restarts' };
      }
    }
    return unknown ?? 'noNewerRelease';
  },
};

export function shorten(commit: string): string {
  return excerpt(commit, 12).replace('…', '');
}
