import { LoungeError } from '../../../domain/errors.ts';
import type { Context, Lounge } from '../../context.ts';
import type { Topic } from '../next-commands.ts';
import type { Evidence, ExplainedCode } from '../operation.ts';
import { checkEvidence } from './check-evidence.ts';
import { clusterEvidence } from './cluster-evidence.ts';
import { say } from './messages.ts';
import { publicEvidence } from './public-evidence.ts';
import { registryEvidence } from './registry-evidence.ts';
import { releaseEvidence } from './release-evidence.ts';
import { repositoryEvidence } from './repository-evidence.ts';
import { secretEvidence } from './secret-evidence.ts';
import { serviceEvidence } from './service-evidence.ts';

/** A service that the code was met at. */
export interface Met {
  readonly service: string;
  readonly environment: string;
}

/** One look at something that bears on a code. */
export interface Look {
  readonly evidence: readonly Evidence[];
  readonly met?: Met | undefined;
}
export type Examine = (context: Context, lounge: Lounge, code: ExplainedCode) => Promise<Look>;

export interface GatheredEvidence {
  readonly evidence: readonly Evidence[];
  /** What the next commands are about. */
  readonly about: Met | undefined;
}

/** What is looked at for each topic, besides the releases that ended with the code. */
const LOOKS: Readonly<Record<Topic, readonly Examine[]>> = {
  git: [repositoryEvidence],
  lease: [repositoryEvidence],
  registry: [registryEvidence, serviceEvidence],
  cluster: [clusterEvidence],
  delivery: [clusterEvidence, serviceEvidence],
  pods: [serviceEvidence],
  endpoint: [serviceEvidence],
  public: [publicEvidence],
  settings: [checkEvidence],
  secrets: [secretEvidence, serviceEvidence],
  policy: [checkEvidence],
  build: [checkEvidence],
  release: [serviceEvidence],
};

const PATIENCE_MS = 10_000;

/** What is to be seen of a code in this lounge now. It changes nothing, starts nothing, and a look that fails is told as what it found. */
export async function gatherEvidence(
  context: Context,
  lounge: Lounge,
  code: ExplainedCode,
  topic: Topic,
): Promise<GatheredEvidence> {
  const looks = await Promise.all(
    [releaseEvidence, ...LOOKS[topic]].map(async (examine) => await look(context, lounge, code, examine)),
  );
  return {
    evidence: looks.flatMap(({ evidence }) => evidence),
    about: looks.find(({ met }) => met !== undefined)?.met,
  };
}

async function look(context: Context, lounge: Lounge, code: ExplainedCode, examine: Examine): Promise<Look> {
  const over = new AbortController();
  const silence = async (): Promise<Look> => {
    await context.clock.sleep(PATIENCE_MS, over.signal).catch(() => undefined);
    const found = say(context.language, 'silent', { seconds: PATIENCE_MS / 1000 });
    return { evidence: [{ what: examine.name.replace(/Evidence$/, ''), found }] };
  };
  try {
    return await Promise.race([examine(context, lounge, code), silence()]);
  } catch (error) {
    if (!(error instanceof LoungeError)) throw error;
    return {
      evidence: [{ what: examine.name.replace(/Evidence$/, ''), found: `${error.code}: ${error.message}` }],
    };
  } finally {
    over.abort();
  }
}
