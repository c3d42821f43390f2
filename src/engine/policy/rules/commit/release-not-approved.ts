import { parseOverlayFolder } from '../../../manifest/layout.ts';
import { folderOf, isKustomizationPath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

/** An approved promotion says so, and going back needs no approval. */
const EXPLAINED = /^Lounge-(Approved-By|Rollback-Of): \S/m;

/** A release by hand to an environment that a person decides about: judged where a range of commits is pushed. */
export const releaseNotApproved = defineRule({
  id: 'release-not-approved',
  group: 'commit',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ snapshot: { changed = [], commits }, config, file }) => {
    if (commits.some(({ message }) => EXPLAINED.test(message))) return [];
    return changed.flatMap((path) => {
      const overlay = isKustomizationPath(path) ? parseOverlayFolder(folderOf(path)) : undefined;
      if (overlay === undefined || config.policy.approval[overlay.environment] !== 'human') return [];
      // An overlay that pins nothing yet releases nothing.
      if (!/^\s*digest:/m.test(file(path)?.text ?? '')) return [];
      return [{ place: { file: path }, parameters: overlay, key: overlay.environment }];
    });
  },
});
