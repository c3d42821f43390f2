import { LoungeError } from '../../../domain/errors.ts';
import { findProgram } from './find-program.ts';
import { packagedKubectl } from './packaged-kubectl.ts';

/** Absolute path of a kubectl: the packaged one where it runs here, else the user's. Throws TOOL_MISSING. */
export async function kubectlPath(cacheFolder: string): Promise<string> {
  const path = (await packagedKubectl(cacheFolder)) ?? (await findProgram('kubectl'));
  if (path !== undefined) return path;
  const remedy = {
    en: 'Install it: https://kubernetes.io/docs/tasks/tools/',
    ko: '설치하세요: https://kubernetes.io/ko/docs/tasks/tools/',
  };
  throw new LoungeError('TOOL_MISSING', { tool: 'kubectl', remedy });
}
