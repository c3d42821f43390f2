import type { Actor } from '../../domain/actor.ts';
import type { LoungeConfig } from '../../domain/lounge-config.ts';
import { LAYOUT, parseOverlayFolder } from '../../engine/manifest/layout.ts';
import type { OverlayRender, PolicyCommit, PolicyFile, PolicySnapshot } from '../../engine/policy/snapshot.ts';
import { LoungeError } from '../../domain/errors.ts';
import type { Renders } from '../../ports/renders.ts';
import type { Registry } from '../../ports/registry.ts';
import type { Repository } from '../../ports/repository.ts';
import { pinnedImages } from './pinned-images.ts';

/** Larger files are judged by size and path alone. */
const MOST_TEXT_BYTES = 1_048_576;
const AT_ONCE = 2;

export interface SnapshotRequest {
  readonly repository: Repository;
  readonly renders: Renders;
  readonly config: LoungeConfig;
  readonly commit: string;
  /** Judge only what changed since this commit; everything when left out. */
  readonly since?: string | undefined;
  readonly environmentValues: ReadonlyMap<string, string>;
  /** Asked about the images that are pinned, when it is given. */
  readonly registries?: readonly Registry[] | undefined;
  readonly actor: Actor;
  readonly signal?: AbortSignal;
}

/** Everything that the policy sees of a commit: its files, what its overlays render to, and the messages since `since`. */
export async function policySnapshot(request: SnapshotRequest): Promise<PolicySnapshot> {
  const { repository, commit, since } = request;
  const changes = since === undefined ? undefined : repository.changedFiles(since, commit);
  const [changed, files, renders, commits] = await Promise.all([
    changes,
    readFiles(request),
    renderOverlays(request, changes),
    readMessages(request),
  ]);
  return {
    config: request.config,
    files,
    changed,
    commits,
    environmentValues: request.environmentValues,
    renders,
    pinnedImages: request.registries && (await pinnedImages(request.registries, renders)),
    actor: request.actor,
  };
}

async function readFiles({ repository, commit }: SnapshotRequest): Promise<readonly PolicyFile[]> {
  const listed = await repository.listFiles(commit);
  const readable = listed
    .filter((file) => file.bytes <= MOST_TEXT_BYTES && file.mode !== '160000')
    .map((file) => file.path);
  const contents = await repository.readFiles(commit, readable);
  return listed.map((file) => {
    const text = textOf(contents.get(file.path));
    return text === undefined ? file : { ...file, text };
  });
}

function textOf(content: Uint8Array | undefined): string | undefined {
  if (content === undefined || content.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

/** Every overlay, or those of the services that the change touches. */
async function renderOverlays(
  request: SnapshotRequest,
  changes: Promise<readonly string[]> | undefined,
): Promise<readonly OverlayRender[]> {
  const { repository, commit } = request;
  const [listed, changed] = await Promise.all([repository.listFiles(commit, LAYOUT.overlays), changes]);
  const kustomizations = listed.map((file) => /^(.+)\/kustomization\.yaml$/.exec(file.path)?.[1]);
  const overlays = kustomizations.filter((folder) => folder !== undefined && isTouched(folder, changed)) as string[];
  return await inBatches(overlays, async (overlay) => await renderOne(request, overlay));
}

function isTouched(folder: string, changed: readonly string[] | undefined): boolean {
  const parsed = parseOverlayFolder(folder);
  if (parsed === undefined) return false;
  return (
    changed === undefined ||
    changed.some((path) => path === LAYOUT.config || path.startsWith(`${LAYOUT.overlays}/${parsed.service}/`))
  );
}

async function renderOne({ renders, commit, signal }: SnapshotRequest, overlay: string): Promise<OverlayRender> {
  try {
    return { overlay, result: { objects: await renders.at(commit, overlay, signal) } };
  } catch (error) {
    if (!(error instanceof LoungeError)) throw error;
    return { overlay, result: { error: error.message } };
  }
}

async function inBatches<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE)
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(act))));
  return results;
}

async function readMessages({ repository, commit, since }: SnapshotRequest): Promise<readonly PolicyCommit[]> {
  const commits = await repository.log(
    since === undefined ? { to: commit, limit: 1 } : { from: since, to: commit, limit: 500 },
  );
  return commits.map((found) => ({ commit: found.commit, message: found.message }));
}
