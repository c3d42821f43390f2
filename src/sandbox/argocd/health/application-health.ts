import { ignoresHealth, isHook, isSkipped } from '../annotations.ts';
import type { Application, HealthCode } from '../application.ts';
import type { ManagedResource } from '../compare/comparison.ts';
import { keyOf } from '../resource-key.ts';
import { resourceHealth } from './resource-health.ts';

/** From best to worst. */
const ORDER: readonly HealthCode[] = ['Healthy', 'Suspended', 'Progressing', 'Missing', 'Degraded', 'Unknown'];
const CAUSES_SHOWN = 3;

/** The worst health among the resources, and which of them have it. Hooks and missing resources do not count. */
export function applicationHealth(
  application: Application,
  managed: readonly ManagedResource[],
): { readonly status: HealthCode; readonly message: string } {
  const counted = managed.filter(({ target, live }) => !(target && isSkipped(target)) && !(live && isHook(live)));
  let status: HealthCode = 'Healthy';
  let causes: string[] = [];
  for (const { live } of counted) {
    if (!live || ignoresHealth(live)) continue;
    const { group, kind, namespace, name } = keyOf(live);
    const child = group === 'argoproj.io' && kind === 'Application';
    if (child && name === application.name && namespace === application.namespace) continue;
    const health = resourceHealth(live)?.status;
    if (health === undefined || (child && (health === 'Missing' || health === 'Unknown'))) continue;
    const cause = `${group === '' ? kind : `${group}/${kind}`}:${namespace === '' ? name : `${namespace}/${name}`}`;
    if (ORDER.indexOf(health) > ORDER.indexOf(status)) [status, causes] = [health, [cause]];
    else if (health === status && health !== 'Healthy') causes.push(cause);
  }
  const nothingThere = counted.length > 0 && counted.every(({ live }) => live === undefined);
  if (nothingThere && ORDER.indexOf('Missing') > ORDER.indexOf(status)) return { status: 'Missing', message: '' };
  return { status, message: describe(causes) };
}

function describe(causes: readonly string[]): string {
  if (causes.length === 0) return '';
  const more = causes.length > CAUSES_SHOWN ? ` and ${causes.length - CAUSES_SHOWN} more` : '';
  return `Caused by ${causes.slice(0, CAUSES_SHOWN).join(', ')}${more}`;
}
