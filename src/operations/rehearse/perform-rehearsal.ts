import { LoungeError } from '../../domain/errors.ts';
import { parseImageReference } from '../../domain/image-reference.ts';
import type { ReleaseVerdict } from '../../domain/release.ts';
import { ReleaseHeader } from '../../domain/timeline.ts';
import { bumpImage } from '../../engine/manifest/bump-image.ts';
import { baseImageName, kustomizationPath } from '../../engine/manifest/layout.ts';
import { generateRehearsalObjects, neededApplication } from '../../engine/manifest/rehearsal-objects.ts';
import { setNamespace } from '../../engine/manifest/set-namespace.ts';
import { buildImage } from '../build/build-image.ts';
import type { FileChange } from '../../ports/repository.ts';
import type { Context, Lounge, RehearsalStage } from '../context.ts';
import { readServiceAt } from '../read-service.ts';
import { applySecrets } from '../secrets/apply-secrets.ts';
import { followRelease } from '../verify/follow-release.ts';
import { releaseHeader } from '../verify/release-header.ts';
import { say } from './messages.ts';
import type { RehearsalRequest } from './rehearse-tree.ts';

interface Rehearsal extends RehearsalRequest {
  readonly tree: string;
  readonly namespace: string;
}

/** What a rehearsal runs: the image built from the tree, or that of others. */
interface RehearsedImage {
  /** Without tag. */
  readonly name: string;
  readonly tag: string;
  readonly digest: string;
}

type Outcome = Pick<ReleaseVerdict, 'verdict' | 'reason' | 'message'>;

/** A rehearsal sees only that it comes up; the long soak belongs to the release. */
const LONGEST_SOAK_SECONDS = 1;

/** Build, push, commit, sync, judge, and the service's own checks; everything it made is taken away again. */
export async function performRehearsal(context: Context, lounge: Lounge, rehearsal: Rehearsal): Promise<Outcome> {
  const stage = await lounge.rehearsal(rehearsal.namespace, rehearsal.environment);
  context.progress({ kind: 'note', text: say(context.language, 'stage', { namespace: rehearsal.namespace }) });
  try {
    const image = await buildAndPush(context, lounge, stage, rehearsal);
    const commit = await publish(context, stage, rehearsal, image);
    await deploy(context, lounge, stage, rehearsal);
    return await judge(context, lounge, stage, rehearsal, { ...image, commit });
  } finally {
    await takeAway(lounge, stage, rehearsal);
  }
}

async function buildAndPush(
  context: Context,
  lounge: Lounge,
  stage: RehearsalStage,
  rehearsal: Rehearsal,
): Promise<RehearsedImage> {
  const { image } = rehearsal.spec;
  const other = image === undefined ? undefined : parseImageReference(image);
  if (other?.tag !== undefined && other.digest !== undefined)
    return { name: `${other.registry}/${other.repository}`, tag: other.tag, digest: other.digest };
  const tag = `rehearsal-${rehearsal.tree.slice(0, 12)}`;
  const folder = `.lounge/builds/${rehearsal.namespace}`;
  const layout = `${lounge.workspace.root}/${folder}`;
  await buildImage(context, lounge, {
    commit: rehearsal.commit,
    service: rehearsal.spec.name,
    environment: rehearsal.environment,
    tag,
    outputFolder: layout,
  });
  const digest = await stage.registry.push(layout, `${lounge.config.imagePrefix}/${rehearsal.spec.name}`, tag, {
    signal: context.signal,
  });
  await lounge.workspace.remove(folder);
  return { name: `${stage.registry.url}/${lounge.config.imagePrefix}/${rehearsal.spec.name}`, tag, digest };
}

/** The very tree, but for the image and the namespace, on a branch of its own. */
async function publish(
  context: Context,
  stage: RehearsalStage,
  rehearsal: Rehearsal,
  image: RehearsedImage,
): Promise<string> {
  const { name } = rehearsal.spec;
  const path = kustomizationPath(name, rehearsal.environment);
  const before = (await stage.repository.readFile(rehearsal.commit, path)) ?? '';
  const bumped = bumpImage(before, {
    name: baseImageName(name),
    newName: image.name,
    newTag: image.tag,
    digest: image.digest,
  });
  const content = setNamespace(bumped, rehearsal.namespace);
  const needed = await neededChanges(stage, rehearsal);
  const message = `test(${name}): rehearsal\n`;
  const commit = await stage.repository.createCommit({
    parent: rehearsal.commit,
    changes: [{ path, content }, ...needed],
    message,
    actor: context.actor,
    at: context.clock.now(),
  });
  await stage.repository.deleteRemoteBranch();
  await stage.repository.publish(commit, undefined);
  return commit;
}

/** The services that it needs run what they run now, in the same throw-away namespace. */
async function neededChanges(stage: RehearsalStage, rehearsal: Rehearsal): Promise<readonly FileChange[]> {
  return await Promise.all(
    rehearsal.spec.needs.map(async (need) => {
      const path = kustomizationPath(need, rehearsal.environment);
      const text = await stage.repository.readFile(rehearsal.commit, path);
      if (text === undefined)
        throw new LoungeError('OVERLAY_MISSING', { path, service: need, environment: rehearsal.environment });
      return { path, content: setNamespace(text, rehearsal.namespace) };
    }),
  );
}

async function deploy(context: Context, lounge: Lounge, stage: RehearsalStage, rehearsal: Rehearsal): Promise<void> {
  const { cluster, delivery } = stage.engine;
  const objects = generateRehearsalObjects(lounge.config, {
    service: rehearsal.spec.name,
    environment: rehearsal.environment,
    needs: rehearsal.spec.needs,
    name: rehearsal.namespace,
    repositoryUrl: stage.repositoryUrl,
    argocdNamespace: delivery.namespace,
  });
  const [namespace, ...rest] = objects;
  if (namespace) await cluster.apply(namespace);
  const needed = await Promise.all(
    rehearsal.spec.needs.map(async (need) => await readServiceAt(lounge, rehearsal.commit, need)),
  );
  for (const spec of [...needed, rehearsal.spec])
    await applySecrets(context, lounge, stage.engine, rehearsal.namespace, spec, {
      url: stage.registry.url,
      ...stage.login,
    });
  for (const object of rest) await cluster.apply(object);
}

async function judge(
  context: Context,
  lounge: Lounge,
  stage: RehearsalStage,
  rehearsal: Rehearsal,
  image: RehearsedImage & { readonly commit: string },
): Promise<ReleaseVerdict> {
  const now = context.clock.now();
  const release = {
    id: rehearsal.namespace,
    service: rehearsal.spec.name,
    environment: rehearsal.environment,
    tag: image.tag,
    ...(rehearsal.spec.image === undefined ? {} : { image: rehearsal.spec.image }),
    actor: context.actor,
    source: rehearsal.commit,
    tree: rehearsal.tree,
    digest: image.digest,
    commit: image.commit,
    previousCommit: rehearsal.commit,
    startedAt: now,
    pushedAt: now,
    held: false,
  };
  const header = await releaseHeader(lounge, { release, spec: rehearsal.spec });
  const own = ReleaseHeader.parse({
    ...header,
    namespace: rehearsal.namespace,
    application: rehearsal.namespace,
    branch: rehearsal.namespace,
    image: image.name,
    soakSeconds: Math.min(header.soakSeconds, LONGEST_SOAK_SECONDS),
  });
  const recording = `${rehearsal.namespace}-${now}`;
  return (await followRelease(context, lounge, stage.engine, { recording, header: own, spec: rehearsal.spec })).verdict;
}

async function takeAway(lounge: Lounge, stage: RehearsalStage, rehearsal: Rehearsal): Promise<void> {
  const { cluster, delivery } = stage.engine;
  // What cannot be taken away now is harmless, and the next rehearsal of this tree replaces it.
  await Promise.allSettled([
    cluster.remove('Application', delivery.namespace, rehearsal.namespace),
    ...rehearsal.spec.needs.map(
      async (need) =>
        await cluster.remove('Application', delivery.namespace, neededApplication(rehearsal.namespace, need)),
    ),
    cluster.remove('Namespace', undefined, rehearsal.namespace),
    stage.repository.deleteRemoteBranch(),
    lounge.workspace.remove(`.lounge/builds/${rehearsal.namespace}`),
  ]);
}
