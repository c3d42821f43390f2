import { LoungeError } from '../../domain/errors.ts';
import { namespaceOf, registryOf } from '../../domain/lounge-config.ts';
import type { RenderedObject } from '../../domain/rendered-object.ts';
import { ownLabels } from '../../engine/manifest/bootstrap/ownership.ts';
import { environmentsOn } from '../../engine/manifest/generate/engine-namespaces.ts';
import { overlayFolder, PULL_SECRET } from '../../engine/manifest/layout.ts';
import { containersOf } from '../../engine/manifest/pod-spec.ts';
import { listOf, readField, recordOf, textOf } from '../../engine/manifest/read-field.ts';
import type { ClusterObject } from '../../ports/cluster.ts';
import type { Registry } from '../../ports/registry.ts';
import { openEngine } from '../bootstrap/bootstrap.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { registryHolding } from '../inspect-pinned.ts';
import { serviceNames } from '../read-service.ts';
import { sayOfEngine } from './engine-messages.ts';
import type { DoctorFinding } from './operation.ts';

const POD = 'lounge-probe';
const PATIENCE_MS = 60_000;
const MOST_WORDS = 300;

/** Lets a node of each environment pull an image of the lounge, and compares its platform with the nodes'. Throws PROBE_*. */
export async function probeNodes(context: Context, lounge: Lounge, name: string): Promise<readonly DoctorFinding[]> {
  const engine = await openEngine(lounge, name);
  const findings: DoctorFinding[] = [];
  for (const environment of environmentsOn(lounge.config, name)) {
    const image = await releasedImage(lounge, environment);
    const namespace = namespaceOf(lounge.config, environment);
    findings.push(
      image === undefined
        ? { name: 'probe', state: 'warning', detail: sayOfEngine(context.language, 'nothingToProbe') }
        : await probe(context, lounge, engine, namespace, image),
    );
  }
  return findings;
}

/** An image of the lounge's registry that an overlay of HEAD pins. */
async function releasedImage(lounge: Lounge, environment: string): Promise<string | undefined> {
  const [renders, repository] = [await lounge.renders(), await lounge.repository()];
  const { head } = await repository.status();
  for (const service of head === undefined ? [] : await serviceNames(lounge)) {
    const objects = await renders.at(head ?? '', overlayFolder(service, environment)).catch(notRendered);
    const images = objects.flatMap((object) => containersOf(object).map(({ image }) => image ?? ''));
    const pinned = images.find(
      (image) => image.startsWith(`${registryOf(lounge.config, environment).url}/`) && image.includes('@sha256:'),
    );
    if (pinned !== undefined) return pinned;
  }
  return undefined;
}

function notRendered(error: unknown): readonly RenderedObject[] {
  if (error instanceof LoungeError && error.code === 'RENDER_FAILED') return [];
  throw error;
}

async function probe(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  namespace: string,
  image: string,
): Promise<DoctorFinding> {
  const platforms = await checkPlatform(lounge, engine, image);
  await engine.cluster.remove('Pod', namespace, POD);
  await engine.cluster.apply(probePod(lounge.config.name, namespace, image));
  try {
    const outcome = await watchPod(context, engine, namespace);
    if (outcome.kind === 'failed')
      throw new LoungeError('PROBE_PULL', { node: outcome.node, image, problem: outcome.problem });
    if (outcome.kind === 'open')
      throw new LoungeError('PROBE_UNFINISHED', {
        namespace,
        seconds: PATIENCE_MS / 1000,
        problem: outcome.problem,
      });
  } finally {
    await engine.cluster.remove('Pod', namespace, POD);
  }
  return {
    name: 'probe',
    state: 'ok',
    detail: sayOfEngine(context.language, 'probed', { namespace, image, platforms }),
  };
}

/** Every node must find its platform among those of the image. Throws PROBE_PLATFORM. Returns what the nodes are. */
async function checkPlatform(lounge: Lounge, engine: Engine, image: string): Promise<readonly string[]> {
  const nodes = (await engine.cluster.list('Node', undefined)).map((node) =>
    platformOf(recordOf(readField(node, ['status', 'nodeInfo'])), 'operatingSystem'),
  );
  const wanted = [...new Set(nodes)];
  const [name = '', digest = ''] = image.split('@');
  const place = await registryHolding(lounge, name.replace(/:[^:/]+$/, ''));
  const platforms = place === undefined ? [] : await imagePlatforms(place.registry, place.repository, digest);
  if (platforms.length > 0 && wanted.some((node) => !platforms.includes(node)))
    throw new LoungeError('PROBE_PLATFORM', { image, platforms: [...platforms], nodes: wanted });
  return wanted;
}

/** Of an index, those of all its images; empty where they do not say. */
async function imagePlatforms(registry: Registry, repository: string, digest: string): Promise<readonly string[]> {
  const { manifests = [] } = (await registry.inspect(repository, digest)) ?? {};
  const images = manifests.length === 0 ? [digest] : manifests;
  const configs = await Promise.all(images.map(async (one) => await registry.config(repository, one)));
  const said = configs.filter((config) => config?.['architecture'] !== undefined);
  return [...new Set(said.map((config) => platformOf(config ?? {}, 'os')))];
}

function platformOf(of: Readonly<Record<string, unknown>>, system: string): string {
  return `${textOf(of[system]) ?? 'linux'}/${textOf(of['architecture']) ?? ''}`;
}

/** It only has to be pulled: what it runs is of no matter, and it gets nothing. */
function probePod(lounge: string, namespace: string, image: string): RenderedObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: POD, namespace, labels: ownLabels(lounge) },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      activeDeadlineSeconds: PATIENCE_MS / 1000,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      imagePullSecrets: [{ name: PULL_SECRET }],
      securityContext: { runAsNonRoot: true, runAsUser: 65_532, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'probe',
          image,
          imagePullPolicy: 'Always',
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: {
            requests: { cpu: '10m', memory: '16Mi' },
            limits: { cpu: '100m', memory: '64Mi' },
          },
        },
      ],
    },
  };
}

type ProbeOutcome =
  | { readonly kind: 'pulled' }
  | { readonly kind: 'failed'; readonly node: string; readonly problem: string }
  | { readonly kind: 'open'; readonly problem: string };

async function watchPod(context: Context, engine: Engine, namespace: string): Promise<ProbeOutcome> {
  const done = new AbortController();
  const signal = AbortSignal.any([done.signal, context.signal, AbortSignal.timeout(PATIENCE_MS)]);
  let outcome: ProbeOutcome = { kind: 'open', problem: 'no node took it' };
  await engine.cluster.watch('Pod', namespace, { name: POD, signal }, (event) => {
    if (event.type !== 'watch' || event.event === 'DELETED') return;
    outcome = judgeProbe(event.object);
    if (outcome.kind !== 'open') done.abort();
  });
  if (context.signal.aborted) throw new LoungeError('CANCELLED');
  return outcome;
}

/** A container that ran, or that ended, was pulled; whether it could live is not asked. */
export function judgeProbe(pod: ClusterObject): ProbeOutcome {
  const node = textOf(readField(pod, ['spec', 'nodeName'])) ?? '?';
  const [status] = listOf(readField(pod, ['status', 'containerStatuses']));
  const waiting = recordOf(readField(status, ['state', 'waiting']));
  const reason = textOf(waiting['reason']) ?? '';
  const message = textOf(waiting['message']) ?? '';
  if (/^(ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|RegistryUnavailable)$/.test(reason))
    return { kind: 'failed', node, problem: message === '' ? reason : causeIn(message) };
  const isPulled = (textOf(readField(status, ['imageID'])) ?? '') !== '' || /^(Create|Run)Container/.test(reason);
  if (isPulled) return { kind: 'pulled' };
  const conditions = listOf(readField(pod, ['status', 'conditions']));
  const why = conditions
    .map((condition) => textOf(readField(condition, ['message'])) ?? '')
    .find((text) => text !== '');
  return { kind: 'open', problem: why ?? (reason || 'it was not pulled yet') };
}

/** A runtime wraps its words: the cause stands at the end. */
function causeIn(message: string): string {
  return message.length <= MOST_WORDS ? message : `…${message.slice(-MOST_WORDS)}`;
}
