import { LoungeError } from '../../domain/errors.ts';
import type { Context, Lounge } from '../context.ts';

/** Pushes an OCI layout under its tag, and reads the digest back. The same push twice is one push. */
export async function pushImage(
  context: Context,
  lounge: Lounge,
  request: {
    readonly service: string;
    readonly environment?: string;
    readonly tag: string;
    readonly layoutFolder: string;
  },
): Promise<{ readonly image: string; readonly digest: string }> {
  const registry = await lounge.registry(request.environment);
  const repository = `${lounge.config.imagePrefix}/${request.service}`;
  const digest = await registry.push(request.layoutFolder, repository, request.tag, {
    signal: context.signal,
    progress: (line) => context.progress({ kind: 'output', line }),
  });
  const found = await registry.inspect(repository, request.tag);
  const reference = `${registry.url}/${repository}:${request.tag}`;
  if (found?.digest !== digest)
    throw new LoungeError('REGISTRY_DIGEST_MISMATCH', { reference, expected: digest, found: found?.digest ?? '–' });
  return { image: `${reference}@${digest}`, digest };
}
