import { LoungeError } from '../../domain/errors.ts';
import type { RenderedObject } from '../../domain/rendered-object.ts';
import type { BootstrapPart, BootstrapPartName } from '../../engine/manifest/bootstrap/bootstrap-parts.ts';
import { claimObject } from '../../engine/manifest/bootstrap/claim-object.ts';
import {
  isExactKind,
  objectDifferences,
  surplusPatch,
  type ObjectDifference,
} from '../../engine/manifest/bootstrap/object-differences.ts';
import type { ClusterObject } from '../../ports/cluster.ts';
import type { Engine, Lounge } from '../context.ts';

/** What has to be done with one object so that the cluster is as lounge.yaml says. */
export interface PlannedObject {
  readonly part: BootstrapPartName;
  readonly wanted: RenderedObject;
  readonly state: 'created' | 'changed' | 'unchanged';
  readonly differences: readonly ObjectDifference[];
  /** Set when it belongs to somebody else and must not be touched. */
  readonly owner: string | undefined;
}

/** Compares every object with the cluster; nothing is changed. */
export async function planObjects(
  lounge: Lounge,
  engine: Engine,
  parts: readonly BootstrapPart[],
): Promise<readonly PlannedObject[]> {
  const all = parts.flatMap(({ name, objects }) => objects.map((object) => ({ part: name, object })));
  return await Promise.all(all.map(async ({ part, object }) => await planObject(lounge, engine, part, object)));
}

async function planObject(
  lounge: Lounge,
  engine: Engine,
  part: BootstrapPartName,
  object: RenderedObject,
): Promise<PlannedObject> {
  const { namespace, name } = object.metadata;
  const live = await engine.cluster.get(object.kind, namespace, name);
  if (live === undefined) {
    // Its namespace may not be there yet: then it cannot be tried.
    await engine.administration.applied(object);
    return { part, wanted: object, state: 'created', differences: [], owner: undefined };
  }
  const claim = claimObject(lounge.config, object, live);
  if (claim.kind === 'foreign') return { part, wanted: object, state: 'changed', differences: [], owner: claim.owner };
  const { wanted } = claim;
  const differences = await differencesOf(engine, wanted, live);
  return { part, wanted, state: differences.length === 0 ? 'unchanged' : 'changed', differences, owner: undefined };
}

async function differencesOf(
  engine: Engine,
  wanted: RenderedObject,
  live: ClusterObject,
): Promise<readonly ObjectDifference[]> {
  const after = (await engine.administration.applied(wanted)) ?? wanted;
  const differences = objectDifferences(live, after);
  if (!isExactKind(wanted.kind)) return differences;
  const pristine = await pristineObject(engine, wanted);
  const surplus = surplusPatch(after, pristine);
  if (surplus === undefined) return differences;
  return [
    ...differences,
    ...objectDifferences({ ...after, ...pick(after, surplus) }, { ...after, ...pick(pristine, surplus) }),
  ];
}

function pick(object: Readonly<Record<string, unknown>>, keys: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(keys).map((key) => [key, object[key]]));
}

/** The object as the API server would make it anew, with its defaults. Argo CD's kinds have none. */
export async function pristineObject(engine: Engine, wanted: RenderedObject): Promise<RenderedObject | ClusterObject> {
  if (wanted.apiVersion.startsWith('argoproj.io/')) return wanted;
  const renamed = { ...wanted, metadata: { ...wanted.metadata, name: 'lounge-pristine' } };
  return (await engine.administration.applied(renamed)) ?? wanted;
}

/** Throws BOOTSTRAP_FOREIGN for the first object that belongs to somebody else. */
export function refuseForeign(planned: readonly PlannedObject[]): void {
  const foreign = planned.find(({ owner }) => owner !== undefined);
  if (foreign?.owner !== undefined)
    throw new LoungeError('BOOTSTRAP_FOREIGN', { object: objectText(foreign.wanted), owner: foreign.owner });
}

/** `Kind namespace/name` */
export function objectText({ kind, metadata }: Pick<RenderedObject, 'kind' | 'metadata'>): string {
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}
