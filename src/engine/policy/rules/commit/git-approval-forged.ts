import { defineRule } from '../../rule.ts';

const APPROVAL = /^Lounge-Approves: /im;
const BY_A_PERSON = /^Lounge-Actor: .{1,100} \(human\)$/m;

/** A person decides: an agent brings no approval, and one that names no person is none. */
export const gitApprovalForged = defineRule({
  id: 'git-approval-forged',
  group: 'commit',
  severity: 'error',
  scope: 'commit',
  evaluate: ({ commit, message }, { snapshot: { actor, changed } }) => {
    // What is on the branch already was brought by somebody else.
    const isOwn = changed !== undefined;
    if (!APPROVAL.test(message) || (BY_A_PERSON.test(message) && !(isOwn && actor.role !== 'human'))) return [];
    return [
      {
        place: { file: 'COMMIT_MESSAGE', line: 1, ...(commit === undefined ? {} : { commit }) },
        parameters: { actor: actor.name, role: actor.role },
      },
    ];
  },
});
