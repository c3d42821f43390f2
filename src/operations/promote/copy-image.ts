import { LoungeError } from '../../domain/errors.ts';
import { registryOf, type LoungeConfig } from '../../domain/lounge-config.ts';
import { pinnedImage, repositoryIn } from '../../engine/manifest/pinned-image.ts';
import type { Shipping, Step } from '../ship/shipping.ts';
import { say } from './messages.ts';

/** Whether a promotion goes to another registry, so that the image has to go along. */
export function goesElsewhere(config: LoungeConfig, from: string, to: string): boolean {
  return registryOf(config, from).url !== registryOf(config, to).url;
}

/** Copies the image of a promotion, layer by layer as it is, to the registry of its environment: the digest stays. */
export const copyStep: Step = {
  name: 'push',
  run: async (shipping) => await copyImage(shipping),
};

async function copyImage({ context, lounge, release }: Shipping): Promise<string> {
  const { config, workspace } = lounge;
  const { environment, digest = '', promotedFrom } = release;
  const source = pinnedImage(config, { ...release, environment: promotedFrom?.environment });
  const target = pinnedImage(config, release);
  const [from, to] = [await lounge.registry(promotedFrom?.environment), await lounge.registry(environment)];
  const [there, here] = [repositoryIn(from.url, source.name), repositoryIn(to.url, target.name)];
  if (there === undefined || here === undefined) return '–';
  const taken = (await to.inspect(here, target.tag))?.digest;
  refuseOther(target, digest, taken ?? digest);
  const image = target.reference;
  if (taken !== undefined) return say(context.language, 'copiedAlready', { image });
  const folder = `.lounge/builds/${release.id}`;
  const layout = `${workspace.root}/${folder}`;
  const options = { signal: context.signal, progress: (line: string) => context.progress({ kind: 'output', line }) };
  await from.pull(there, digest, layout, options);
  refuseOther(target, digest, await to.push(layout, here, target.tag, options));
  await workspace.remove(folder);
  return say(context.language, 'copied', { image, from: from.url });
}

/** Under the tag of what passed there is nothing else. */
function refuseOther({ name, tag }: { readonly name: string; readonly tag: string }, expected: string, found: string) {
  if (found !== expected)
    throw new LoungeError('REGISTRY_DIGEST_MISMATCH', { reference: `${name}:${tag}`, expected, found });
}
