import { join } from 'node:path';
import { LoungeError } from '../../../domain/errors.ts';
import type { Renderer, RenderedObject } from '../../../ports/renderer.ts';
import type { Renders } from '../../../ports/renders.ts';
import type { Repository } from '../../../ports/repository.ts';
import { createRenderFiles } from './render-files.ts';

export interface RendersOptions {
  readonly repository: Repository;
  readonly renderer: Renderer;
  /** The folder that a kustomization usually needs no file outside of; the whole tree when undefined. */
  readonly scopeOf: (folder: string) => string | undefined;
  /** Where renders are kept for later processes. */
  readonly keptIn?: string;
  /** Whether what is kept there is taken for an answer: whoever may write there may change it, so it is advice, never evidence. */
  readonly trustKept?: boolean;
}

interface Question {
  readonly commit: string;
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Renders what is committed, in a checkout of just the scope: what succeeds there depends on nothing else, so the hash
 * of the scope's tree is the key of the answer. What needs files outside is rendered in a whole checkout, and not kept.
 */
export function createRenders(options: RendersOptions): Renders {
  const { repository, renderer, scopeOf, keptIn, trustKept = false } = options;
  const files = keptIn === undefined ? undefined : createRenderFiles(keptIn);
  const known = new Map<string, Promise<readonly RenderedObject[]>>();
  const answer = async (key: string, question: Question, scope: string): Promise<readonly RenderedObject[]> => {
    const kept = trustKept ? await files?.read(key) : undefined;
    if (kept !== undefined) return kept;
    const objects = await renderIn(options, question, scope);
    await files?.write(key, objects);
    return objects;
  };
  return {
    at: async (commit, folder, signal) => {
      const question = { commit, folder, signal };
      const scope = scopeOf(folder);
      const tree = scope === undefined ? undefined : await repository.tree(commit, scope);
      if (scope === undefined || tree === undefined) return await renderIn(options, question, undefined);
      const key = `${tree} ${folder} ${await renderer.identity()}`;
      const found = known.get(key) ?? answer(key, question, scope);
      known.set(key, found);
      return await found.catch(async (error: unknown) => {
        known.delete(key);
        if (!(error instanceof LoungeError && error.code === 'RENDER_FAILED')) throw error;
        return await renderIn(options, question, undefined);
      });
    },
  };
}

async function renderIn(
  { repository, renderer }: RendersOptions,
  { commit, folder, signal }: Question,
  scope: string | undefined,
): Promise<readonly RenderedObject[]> {
  return await repository.withCheckout(
    commit,
    async (checkout) => await renderer.render(checkout, join(checkout, folder), signal),
    scope === undefined ? {} : { path: scope },
  );
}
