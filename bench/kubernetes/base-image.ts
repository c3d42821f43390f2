import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exec } from '../../src/platform/exec.ts';

/** `FROM scratch` cannot be compiled in without a registry of the outside: the program is the base image, its files are the service. */
const SERVICE = `FROM {base}
COPY round.txt /round.txt
ENV PORT=8080
USER 1000
EXPOSE 8080
# The release tag comes last, so that every layer above is shared between releases.
ARG VERSION=dev
ENV VERSION=$VERSION
ENTRYPOINT ["/service"]
`;

/** Builds the program of a service of the template go, puts it into a base image by docker, and bases the service on it. */
export async function useBaseImage(options: {
  readonly root: string;
  readonly folder: string;
  /** host:port/path:tag */
  readonly image: string;
  readonly docker: (args: readonly string[]) => Promise<string>;
}): Promise<void> {
  const folder = join(options.folder, 'base');
  await mkdir(folder);
  const built = await exec('go', ['build', '-trimpath', '-ldflags=-s -w', '-o', join(folder, 'service'), '.'], {
    cwd: join(options.root, 'apps/hello'),
    env: { CGO_ENABLED: '0' },
    timeoutMs: 120_000,
  });
  if (built.exitCode !== 0) throw new Error(`go build: ${built.stderr}`);
  await writeFile(join(folder, 'Dockerfile'), 'FROM scratch\nCOPY service /service\n');
  await options.docker(['build', '--quiet', '--tag', options.image, folder]);
  const pushed = await options.docker(['push', options.image]);
  const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed)?.[1] ?? '';
  await writeFile(
    join(options.root, 'apps/hello/Dockerfile'),
    SERVICE.replace('{base}', () => `${options.image}@${digest}`),
  );
}
