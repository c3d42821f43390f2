import { parseImageName, type ImageName } from '../images/image-name.ts';
import type { Image } from '../images/image-store.ts';
import { PullFailure } from '../images/pull-failure.ts';
import { BackOff, durationText } from './back-off.ts';
import type { ContainerRecord } from './container-record.ts';
import type { NodeContext } from './node-context.ts';
import type { PodHandle } from './pod-handle.ts';

/** Between the failure of a pull and the back-off that follows it. */
const SHOWN_PART = 0.1;

/** The container's image, pulled as its policy says; tries again with back-off until the pod ends (then it rejects). */
export async function acquireImage(context: NodeContext, handle: PodHandle, record: ContainerRecord): Promise<Image> {
  const backOff = new BackOff(context.backOff);
  for (;;) {
    const image = await tryOnce(context, handle, record);
    handle.signal.throwIfAborted();
    if ('id' in image) return image;
    const { reason, message } = image;
    wait(handle, record, reason, message);
    handle.tell(record, 'Warning', 'Failed', `Error: ${reason}`);
    const pause = backOff.next(context.clock.now());
    if (reason === 'ErrImagePull') await showBackOff(context, handle, record, message, pause);
    else await context.clock.sleep(pause, handle.signal);
  }
}

async function showBackOff(
  context: NodeContext,
  handle: PodHandle,
  record: ContainerRecord,
  why: string,
  pause: number,
) {
  const said = `Back-off pulling image "${record.spec.image}"`;
  await context.clock.sleep(pause * SHOWN_PART, handle.signal);
  handle.tell(record, 'Normal', 'BackOff', said);
  handle.tell(record, 'Warning', 'Failed', 'Error: ImagePullBackOff');
  wait(handle, record, 'ImagePullBackOff', `${said}: ErrImagePull: ${why}`);
  await context.clock.sleep(pause * (1 - SHOWN_PART), handle.signal);
}

function wait(handle: PodHandle, record: ContainerRecord, reason: string, message: string): void {
  record.state = { waiting: { reason, message } };
  handle.publish();
}

interface Trouble {
  readonly reason: string;
  readonly message: string;
}

async function tryOnce(context: NodeContext, handle: PodHandle, record: ContainerRecord): Promise<Image | Trouble> {
  const { image: text, imagePullPolicy = 'IfNotPresent' } = record.spec;
  const name = parseImageName(text);
  if (!name) {
    const message = `Failed to apply default image tag "${text}": couldn't parse image name "${text}": invalid reference format`;
    handle.tell(record, 'Warning', 'InspectFailed', message);
    return { reason: 'InvalidImageName', message };
  }
  const known = imagePullPolicy === 'Always' ? undefined : context.images.find(name);
  if (known) {
    handle.tell(
      record,
      'Normal',
      'Pulled',
      `Container image "${text}" already present on machine and can be accessed by the pod`,
    );
    return known;
  }
  if (imagePullPolicy === 'Never') {
    const message = `Container image "${text}" is not present with pull policy of Never`;
    handle.tell(record, 'Warning', 'ErrImageNeverPull', message);
    return { reason: 'ErrImageNeverPull', message };
  }
  return await pull(context, handle, record, name);
}

async function pull(
  context: NodeContext,
  handle: PodHandle,
  record: ContainerRecord,
  name: ImageName,
): Promise<Image | Trouble> {
  const { image: text } = record.spec;
  const { metadata, spec } = handle.pod;
  handle.tell(record, 'Normal', 'Pulling', `Pulling image "${text}"`);
  const before = context.clock.now();
  try {
    const secrets = (spec.imagePullSecrets ?? []).flatMap(({ name: secret }) => secret ?? []);
    const image = await context.images.pull(name, metadata.namespace ?? 'default', secrets);
    const took = durationText(context.clock.now() - before);
    const message = `Successfully pulled image "${text}" in ${took} (${took} including waiting). Image size: ${image.size} bytes.`;
    handle.tell(record, 'Normal', 'Pulled', message);
    return image;
  } catch (error) {
    if (!(error instanceof PullFailure)) throw error;
    handle.tell(record, 'Warning', 'Failed', `Failed to pull image "${text}": ${error.message}`);
    return { reason: error.reason, message: error.message };
  }
}
