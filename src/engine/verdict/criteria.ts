import { excerpt, type Objection, type Rule } from './rule.ts';

/** C1: an acceptance check of the planner fails, or was not run. */
export const criteriaHold: Rule = {
  id: 'C1',
  group: 'criteria',
  judge({ header, state }) {
    let waiting: Objection | undefined;
    for (const id of header.criteria ?? []) {
      const criterion = state.criteria.get(id);
      if (criterion?.holds === true) continue;
      const params = { criterion: excerpt(id), problem: excerpt(criterion?.detail ?? '') };
      if (criterion !== undefined) {
        return { verdict: 'FAIL', reason: 'CRITERIA', params, facts: [criterion.fact], soak: 'restarts' };
      }
      // Checks are run once everything else holds: what else is wrong is why they were not.
      waiting ??= {
        verdict: 'PROGRESSING',
        reason: 'CRITERIA_NOT_ASKED',
        params,
        facts: [],
        soak: 'pauses',
        meanwhile: true,
        symptom: true,
      };
    }
    return waiting ?? 'criteriaHold';
  },
};
