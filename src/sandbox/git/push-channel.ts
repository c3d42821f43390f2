import type { Duplex } from 'node:stream';

/** A push that git has received but not accepted: its objects are in a quarantine. */
export interface ArrivingPush {
  /** The bare repository. */
  readonly folder: string;
  /** git's variables, by which the quarantined objects are seen. */
  readonly environment: Readonly<Record<string, string>>;
  /** `<old> <new> <ref>`, one line each: git's own standard input of a pre-receive hook. */
  readonly updates: string;
}

/** What becomes of it, and the lines for the person who pushes. */
export interface PushJudgement {
  readonly accepted: boolean;
  readonly lines: readonly string[];
}

export type JudgePush = (push: ArrivingPush) => Promise<PushJudgement>;

const VARIABLES = ['GIT_OBJECT_DIRECTORY', 'GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_QUARANTINE_PATH'];
const LONGEST_QUESTION = 4 * 1024 * 1024;

/** Answers the one question that the pre-receive hook of a push asks. Whatever goes wrong refuses the push. */
export async function answerHook(channel: Duplex, folder: string, judge: JudgePush): Promise<void> {
  // A hook that is gone needs no answer.
  channel.on('error', () => channel.destroy());
  const question = await readQuestion(channel);
  if (question === undefined) return;
  const [variables, updates] = [question.slice(0, VARIABLES.length), question.slice(VARIABLES.length)];
  const environment = Object.fromEntries(VARIABLES.map((name, index) => [name, variables[index] ?? '']));
  const { accepted, lines } = await judge({ folder, environment, updates: `${updates.join('\n')}\n` }).catch(() => ({
    accepted: false,
    lines: ['the check of this repository failed: the push is refused'],
  }));
  channel.end([accepted ? 'accepted' : 'refused', ...lines, ''].join('\n'));
}

/** Lines up to an empty one; undefined when the channel ends before, because there was nothing to judge. */
async function readQuestion(channel: Duplex): Promise<readonly string[] | undefined> {
  return await new Promise((resolve) => {
    let text = '';
    channel.setEncoding('utf8');
    channel.on('data', (chunk: string) => {
      text += chunk;
      if (text.length > LONGEST_QUESTION) channel.destroy();
      else if (text.endsWith('\n\n')) resolve(text.slice(0, -2).split('\n'));
    });
    channel.on('close', () => resolve(undefined));
  });
}
