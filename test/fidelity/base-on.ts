import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JourneyWorld } from '../journey-world.ts';

/** Where the service of the journey says how it behaves. */
export const DOCKERFILE = 'apps/hello/Dockerfile';

const dockerfile = (base: string) => `FROM ${base}
COPY round.txt /round.txt
ENV PORT=8080 BEHAVE=well
USER 1000
EXPOSE 8080
# The release tag comes last, so that every layer above is shared between releases.
ARG VERSION=dev
ENV VERSION=$VERSION
ENTRYPOINT ["/service"]
`;

/** Makes the service hello, which the template go wrote, one of a base image. */
export async function baseOn(world: JourneyWorld, base: string): Promise<void> {
  for (const name of ['go.mod', 'main.go', 'handler.go', 'handler_test.go'])
    await rm(join(world.root, 'apps/hello', name));
  await world.git(['add', '--all', 'apps/hello']);
  await world.commit({ [DOCKERFILE]: dockerfile(base), 'apps/hello/round.txt': 'first\n' }, 'feat: on a base image');
}
