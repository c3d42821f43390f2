import type { Timeline } from '../../src/domain/timeline.ts';
import { isRolledOut, type Answer, type Tool } from './tools.ts';
import { World } from './world.ts';

/** How long a tool is given, in milliseconds. */
const PATIENCE_MS = 60_000;

export interface Asked {
  readonly answer: Answer;
  /** Milliseconds since the push. */
  readonly at: number;
  /** Whether the workload had my image then, and its roll-out was complete: a yes could be right. */
  readonly rolledOut: boolean;
}

/** A tool that is started at `from` and looks at every change: its first answer, or that it still waits. */
export function askTool(tool: Tool, { header, events }: Timeline, from: number): Asked {
  const world = new World();
  let started = false;
  for (const event of events) {
    if (event.at > from + PATIENCE_MS) break;
    if (!started && event.at > from) {
      started = true;
      const answer = tool.ask(world, header);
      if (answer !== 'waiting') return { answer, at: from, rolledOut: isRolledOut(world, header) };
    }
    world.take(event);
    if (!started) continue;
    const answer = tool.ask(world, header);
    if (answer !== 'waiting') return { answer, at: event.at, rolledOut: isRolledOut(world, header) };
  }
  return { answer: 'waiting', at: from + PATIENCE_MS, rolledOut: false };
}
