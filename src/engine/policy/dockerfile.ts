import { DockerfileParser, type Instruction } from 'dockerfile-ast';

export interface DockerInstruction {
  /** Upper case. */
  readonly keyword: string;
  /** Everything behind the keyword, flags too, continued lines joined. */
  readonly value: string;
  readonly flags: readonly string[];
  /** Counts from 1. */
  readonly line: number;
  /** Index of the stage, from 0; -1 before the first FROM. */
  readonly stage: number;
}

export interface DockerStage {
  /** As written, ARG defaults filled in. */
  readonly image: string;
  readonly name: string | undefined;
  readonly line: number;
}

export interface Dockerfile {
  readonly instructions: readonly DockerInstruction[];
  readonly stages: readonly DockerStage[];
}

/** The instructions of a Dockerfile by stage. */
export function parseDockerfile(text: string): Dockerfile {
  const parsed = DockerfileParser.parse(text);
  const lines = text.split(/\r?\n/);
  const instructions: DockerInstruction[] = [];
  let stage = -1;
  for (const instruction of parsed.getInstructions()) {
    const keyword = instruction.getKeyword().toUpperCase();
    if (keyword === 'FROM') stage += 1;
    const value = valueOf(lines, instruction);
    instructions.push({ keyword, value, flags: flagsOf(value), line: instruction.getRange().start.line + 1, stage });
  }
  return { instructions, stages: stagesOf(instructions) };
}

/** Flags included, continued lines joined, comments between them left out. */
function valueOf(lines: readonly string[], instruction: Instruction): string {
  const { start, end } = instruction.getRange();
  const own = lines
    .slice(start.line, end.line + 1)
    .filter((line, index) => index === 0 || !line.trimStart().startsWith('#'));
  return own
    .join('\n')
    .replace(/^\s*\S+/, '')
    .replaceAll(/\\[ \t]*\n/g, ' ')
    .trim();
}

/** `--from=build --chown=…`: what stands in front and starts with two dashes. */
function flagsOf(value: string): readonly string[] {
  const words = value.split(/\s+/);
  const end = words.findIndex((word) => !word.startsWith('--'));
  return words.slice(0, end < 0 ? words.length : end);
}

function stagesOf(instructions: readonly DockerInstruction[]): readonly DockerStage[] {
  const defaults = new Map<string, string>();
  for (const { keyword, value, stage } of instructions) {
    const match = keyword === 'ARG' && stage < 0 ? /^([A-Za-z_]\w*)=["']?([^"'\s]*)/.exec(value) : null;
    if (match?.[1] !== undefined) defaults.set(match[1], match[2] ?? '');
  }
  return instructions
    .filter(({ keyword }) => keyword === 'FROM')
    .map(({ value, line }) => {
      const [image = '', as, name] = value.split(/\s+/).filter((part) => !part.startsWith('--'));
      return {
        image: fillDefaults(image, defaults),
        name: as?.toLowerCase() === 'as' ? name?.toLowerCase() : undefined,
        line,
      };
    });
}

function fillDefaults(image: string, defaults: ReadonlyMap<string, string>): string {
  return image.replaceAll(
    /\$\{?([A-Za-z_]\w*)(?::-([^}]*))?\}?/g,
    (whole, name: string, fallback: string | undefined) => defaults.get(name) ?? fallback ?? whole,
  );
}
