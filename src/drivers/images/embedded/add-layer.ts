import type { BuildSession, StageImage } from './build-session.ts';
import type { Instruction } from './dockerfile.ts';
import { keyOf, type Layer } from './layer-cache.ts';
import type { LayerEntry } from './layer-entry.ts';

/** Puts a layer with these entries on a stage; none when there is nothing in it. */
export async function addLayer(
  session: BuildSession,
  stage: StageImage,
  entries: readonly LayerEntry[],
  createdBy: string,
): Promise<void> {
  if (entries.length === 0) return void stage.history.push({ createdBy, emptyLayer: true });
  const layer = await session.cache.layer(entries, session.request.signal);
  stackLayer(stage, layer, entries, createdBy);
}

/** Puts a finished layer on a stage. */
export function stackLayer(stage: StageImage, layer: Layer, entries: readonly LayerEntry[], createdBy: string): void {
  stage.layers.push(layer);
  stage.tree.apply(entries);
  stage.history.push({ createdBy, emptyLayer: false });
  stage.chain = keyOf([stage.chain, layer.diffId]);
}

/** The instruction as it is written into the history and on the screen. */
export function showInstruction(instruction: Instruction): string {
  const flags = instruction.flags.map(({ name, value }) => (value === '' ? `--${name}` : `--${name}=${value}`));
  return [instruction.keyword, ...flags, instruction.text].join(' ');
}
