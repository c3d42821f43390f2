import { CONFIRMATION_MS, excerpt, type Objection, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';

/** E2: an approved public name does not reach the release. */
export const routesReach: Rule = {
  id: 'E2',
  group: 'route',
  judge(situation) {
    const { header, state } = situation;
    let waiting: Objection | undefined;
    for (const host of header.routes ?? []) {
      const route = state.routes.get(host);
      if (route === undefined || !route.approved || route.reached === true) continue;
      const params = { host: excerpt(host), problem: excerpt(route.detail) };
      if (route.reached === undefined) {
        waiting ??= { verdict: 'PROGRESSING', reason: 'ROUTE_NOT_ASKED', params, facts: [route.fact], soak: 'pauses' };
        continue;
      }
      if (!situation.rolledOut) continue;
      const holds = { key: host, milliseconds: CONFIRMATION_MS };
      return { verdict: 'FAIL', reason: 'ROUTE', params, facts: [route.fact], holds, soak: 'restarts' };
    }
    return waiting ?? 'noRoute';
  },
};

/** Declared public names that nobody approved yet. */
export function pendingRoutes({ header, state }: Situation): readonly string[] {
  return (header.routes ?? []).filter((host) => state.routes.get(host)?.approved !== true);
}
