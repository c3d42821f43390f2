import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { judgePush } from '../../operations/gate/judge-push.ts';
import type { Context } from '../../operations/context.ts';

/** One question: a push that waits in the quarantine of a bare repository. */
const Question = z.object({
  id: z.number(),
  folder: z.string(),
  environment: z.record(z.string(), z.string()),
  updates: z.string(),
});

export interface GateServer {
  readonly input: Readable;
  readonly output: Writable;
  /** A context whose receiving repository is the one of the push. Made anew for each: nothing of an earlier push is trusted. */
  createContext(push: {
    readonly folder: string;
    readonly environment: Readonly<Record<string, string>>;
  }): Promise<Context & { close(): Promise<void> }>;
}

/** `lounge gate` for many pushes: a question a line, an answer a line, in any order. Ends with the input. What fails refuses. */
export async function serveGate(server: GateServer): Promise<void> {
  const running = new Set<Promise<void>>();
  for await (const line of createInterface({ input: server.input })) {
    const work = answer(server, line);
    running.add(work);
    void work.finally(() => running.delete(work));
  }
  await Promise.all(running);
}

async function answer(server: GateServer, line: string): Promise<void> {
  const question = parseQuestion(line);
  if (question === undefined) return;
  const { accepted, lines } = await judge(server, question);
  server.output.write(`${JSON.stringify({ id: question.id, accepted, lines })}\n`);
}

function parseQuestion(line: string): z.infer<typeof Question> | undefined {
  try {
    return Question.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

async function judge(
  server: GateServer,
  { folder, environment, updates }: z.infer<typeof Question>,
): Promise<{ readonly accepted: boolean; readonly lines: readonly string[] }> {
  try {
    const context = await server.createContext({ folder, environment });
    try {
      return await judgePush(context, updates);
    } finally {
      await context.close();
    }
  } catch (error) {
    return { accepted: false, lines: [error instanceof Error ? error.message : String(error)] };
  }
}
