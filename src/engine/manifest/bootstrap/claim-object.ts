import type { LoungeConfig } from '../../../domain/lounge-config.ts';
import type { RenderedObject } from '../../../domain/rendered-object.ts';
import { readField, textOf } from '../read-field.ts';
import { borrowed, isMadeByLounge, loungeOf } from './ownership.ts';

export type Claim =
  | { readonly kind: 'ours'; readonly wanted: RenderedObject }
  | { readonly kind: 'foreign'; readonly owner: string };

type Live = {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
};

/** Whether an object that is there already may be made what the lounge wants, and as what. */
export function claimObject(config: LoungeConfig, wanted: RenderedObject, live: Live): Claim {
  const lounge = loungeOf(live);
  if (lounge !== undefined && lounge !== config.name) return { kind: 'foreign', owner: `lounge ${lounge}` };
  if (isMadeByLounge(live)) return { kind: 'ours', wanted };
  if (lounge === config.name || isShared(wanted)) return { kind: 'ours', wanted: asBorrowed(config, wanted, live) };
  if (isOfThisRepository(config, live)) return { kind: 'ours', wanted };
  const manager = textOf(readField(live.metadata, ['labels', 'app.kubernetes.io/managed-by']));
  return { kind: 'foreign', owner: manager ?? 'somebody else' };
}

/** A namespace may be there before the lounge, and its default ServiceAccount always is. */
function isShared({ kind, metadata }: RenderedObject): boolean {
  return kind === 'Namespace' || (kind === 'ServiceAccount' && metadata.name === 'default');
}

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** A stricter level than ours stays. */
function asBorrowed(config: LoungeConfig, wanted: RenderedObject, live: Live): RenderedObject {
  const { 'app.kubernetes.io/managed-by': _, ...labels } = wanted.metadata.labels ?? {};
  const isStricter = wanted.kind === 'Namespace' && readField(live.metadata, ['labels', ENFORCE]) === 'restricted';
  const kept = isStricter ? { ...labels, [ENFORCE]: 'restricted' } : labels;
  return borrowed({ ...wanted, metadata: { ...wanted.metadata, labels: kept } }, config.name);
}

/** Made by hand from the generated files, before `lounge bootstrap` came. */
function isOfThisRepository(config: LoungeConfig, live: Live): boolean {
  const url = config.repository.url;
  if (live.kind === 'Application') return readField(live, ['spec', 'source', 'repoURL']) === url;
  const sources = readField(live, ['spec', 'sourceRepos']);
  return live.kind === 'AppProject' && Array.isArray(sources) && sources.length === 1 && sources[0] === url;
}
