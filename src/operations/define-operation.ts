import type { z } from 'zod';
import type { Language } from '../domain/language.ts';
import type { Text } from '../domain/messages/define-messages.ts';
import type { Context } from './context.ts';

/** read: changes nothing; local: changes files or the engine of this machine; release: changes what runs. */
export type Effect = 'read' | 'local' | 'release';
/** How it ended, for the exit code: `failed` means that the thing judged is not good, `unproved` that it could not be judged. */
export type Outcome = 'good' | 'failed' | 'unproved';

/** One verb: CLI command, MCP tool and HTTP route derive from it. */
export interface Operation<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  /** `ship`, or two words for a family: `secrets apply`. */
  readonly name: string;
  /** What it does, in one line; from the list (index.ts). */
  readonly summary: Text;
  readonly effect: Effect;
  readonly roles: readonly ('human' | 'planner' | 'developer' | 'qa')[];
  /** Fields given by position on the command line, in order. */
  readonly positionals: readonly (keyof z.output<Input> & string)[];
  /** What each field of the input means. */
  readonly fields: Readonly<Record<string, Text>>;
  readonly input: Input;
  readonly output: Output;
  readonly examples: readonly string[];
  /** Fields that a person on a terminal is asked for besides the required ones, when they were not given. */
  asks(fields: Readonly<Record<string, unknown>>): readonly string[];
  run(context: Context, input: z.output<Input>): Promise<z.output<Output>>;
  /** The result as a person reads it, one line each. */
  present(output: z.output<Output>, language: Language): readonly string[];
  outcome(output: z.output<Output>): Outcome;
}

/** All but the summary, which stands in the list. */
export type DefinedOperation<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> = Omit<
  Operation<Input, Output>,
  'summary'
>;

type Defaults = 'asks' | 'positionals' | 'outcome' | 'roles';
type Definition<Input extends z.ZodObject, Output extends z.ZodType> = Omit<DefinedOperation<Input, Output>, Defaults> &
  Partial<Pick<DefinedOperation<Input, Output>, Defaults>>;

/** Fills what most operations share. The result is typed loosely: surfaces handle every operation alike. */
export function defineOperation<Input extends z.ZodObject, Output extends z.ZodType>(
  definition: Definition<Input, Output>,
): DefinedOperation<Input, Output> {
  return {
    asks: () => [],
    positionals: [],
    roles: ['human', 'planner', 'developer', 'qa'],
    outcome: () => 'good',
    ...definition,
  };
}
