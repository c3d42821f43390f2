import { formatEnvironmentValue } from './format-environment-value.ts';

export interface ExampleEntry {
  readonly name: string;
  /** What it is for, one line. */
  readonly comment: string;
  /** Shown as the value; never a real secret. Default `YOUR-<NAME>`. */
  readonly example?: string;
}

/** The text of `.env.example`: every variable with what it is for and a placeholder. */
export function renderExample(entries: readonly ExampleEntry[]): string {
  return entries
    .map(({ name, comment, example }) => `# ${comment}\n${name}=${formatEnvironmentValue(example ?? `YOUR-${name}`)}\n`)
    .join('\n');
}
