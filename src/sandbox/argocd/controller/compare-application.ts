import type { Application, ApplicationSource } from '../application.ts';
import type { Comparison } from '../compare/comparison.ts';
import { compareState } from '../compare/compare-state.ts';
import type { AppProject } from '../project/app-project.ts';
import { SourceError } from '../source/source-error.ts';
import type { ControllerContext } from './controller-context.ts';

export interface CompareRequest {
  readonly source: ApplicationSource;
  /** A branch, a tag or a commit; empty is the default branch. */
  readonly revision: string;
  /** Ask the remote what the revision names now. */
  readonly fresh: boolean;
  readonly hard: boolean;
}

/** Renders the revision and compares it with what is there; a failure to render is part of the answer. */
export async function compareApplication(
  context: ControllerContext,
  application: Application,
  project: AppProject,
  { source, revision, fresh, hard }: CompareRequest,
): Promise<Comparison> {
  const requested = revision === '' ? 'HEAD' : revision;
  const desired = await render(context, source, requested, fresh, hard);
  const tracked = context.tracked.of(application.name);
  return compareState({ store: context.store, application, project, tracked, desired, requested });
}

async function render(
  { reader, log }: ControllerContext,
  source: ApplicationSource,
  revision: string,
  fresh: boolean,
  hard: boolean,
) {
  try {
    return await reader.render(source, await reader.resolve(source, revision, fresh), hard);
  } catch (error) {
    if (error instanceof SourceError) return error;
    log(`argocd: rendering failed: ${error instanceof Error ? error.stack : String(error)}`);
    return new Error(
      `the manifests could not be rendered: ${error instanceof Error ? error.message : 'unknown error'}`,
    );
  }
}
