import { overlayFolder } from '../../engine/manifest/layout.ts';
import { renderedImages } from '../../engine/manifest/rendered-images.ts';
import type { RenderedObject } from '../../ports/renderer.ts';
import type { Lounge } from '../context.ts';

/** What kustomize makes of a service's overlay in a commit. Throws RENDER_FAILED. */
export async function renderOverlayAt(
  lounge: Lounge,
  commit: string,
  service: string,
  environment: string,
): Promise<readonly RenderedObject[]> {
  return await (await lounge.renders()).at(commit, overlayFolder(service, environment));
}

/** The images that a service's overlay renders to in a commit; none where it has no overlay or cannot be rendered. */
export async function imagesAt(
  lounge: Lounge,
  commit: string,
  service: string,
  environment: string,
): Promise<readonly string[]> {
  const repository = await lounge.repository();
  if ((await repository.tree(commit, overlayFolder(service, environment))) === undefined) return [];
  const objects = await renderOverlayAt(lounge, commit, service, environment).catch(() => []);
  return renderedImages(objects).map(({ image }) => image);
}
