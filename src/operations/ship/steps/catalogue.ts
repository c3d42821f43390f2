import { LoungeError } from '../../../domain/errors.ts';
import type { Release, ReleaseVerdict } from '../../../domain/release.ts';
import { renderCatalogue } from '../../../engine/manifest/catalogue.ts';
import type { Context, Lounge } from '../../context.ts';
import { catalogueRows } from '../catalogue-rows.ts';
import { say } from '../messages.ts';
import { TRAILER } from '../release-commit.ts';
import type { Shipping, Step } from '../shipping.ts';

const TRIES = 8;

/** Writes the proven facts into README.md, as a commit of its own on top of the remote. */
async function writeCatalogue(context: Context, lounge: Lounge, release: Release): Promise<string> {
  const repository = await lounge.repository();
  for (let attempt = 1; ; attempt += 1) {
    // Mostly nobody pushed since the release did; whether that is so, the push itself finds out.
    const known = attempt === 1 ? release.commit : undefined;
    const remoteHead = known ?? (await repository.fetch()).remoteHead;
    if (remoteHead === undefined) return say(context.language, 'cataloguedBefore');
    const before = (await repository.readFile(remoteHead, 'README.md')) ?? '';
    const content = renderCatalogue(before, await catalogueRows(lounge, remoteHead), context.language);
    if (content === before) {
      await repository.fastForward(remoteHead);
      return say(context.language, 'cataloguedBefore');
    }
    const message = `docs(catalogue): what runs now\n\n${TRAILER.catalogue}: ${release.id}\n`;
    const commit = await repository.createCommit({
      parent: remoteHead,
      changes: [{ path: 'README.md', content }],
      message,
      actor: context.actor,
      at: context.clock.now(),
    });
    try {
      // The last word of a release: nothing that the lease guards comes after it.
      await repository.publish(commit, remoteHead, { service: release.service, release: release.id });
      await repository.fastForward(commit);
      return say(context.language, 'catalogued', { commit: commit.slice(0, 8) });
    } catch (error) {
      if (!(error instanceof LoungeError && error.code === 'GIT_MOVED') || attempt === TRIES) throw error;
    }
  }
}

/** Only a proven release is written down; the proof stands even when the README cannot be pushed now. */
export const catalogueStep: Step = {
  name: 'catalogue',
  run: async ({ context, lounge, release }: Shipping) => {
    const verdict: ReleaseVerdict['verdict'] | undefined = release.verdict?.verdict;
    if (verdict !== 'PASS') return '–';
    try {
      return await writeCatalogue(context, lounge, release);
    } catch (error) {
      if (!(error instanceof LoungeError)) throw error;
      return say(context.language, 'catalogueLater', { problem: error.code });
    }
  },
};
