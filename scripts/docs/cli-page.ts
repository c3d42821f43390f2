import { z } from 'zod';
import type { Operation } from '../../src/operations/define-operation.ts';
import { operations } from '../../src/operations/index.ts';
import { EXIT } from '../../src/surfaces/cli/exit-codes.ts';
import { fieldOptions, type FieldOption } from '../../src/surfaces/cli/field-options.ts';
import { usageOf } from '../../src/surfaces/cli/help.ts';
import { globalRows } from '../../src/surfaces/cli/help-table.ts';
import { GENERATED, plain, table } from './markdown.ts';

const EXIT_MEANING: Readonly<Record<keyof typeof EXIT, string>> = {
  good: 'good: PASS, no errors, done',
  failed: 'the thing judged is not good: FAIL, findings that are errors, a build or a rehearsal that failed',
  usage: 'the call or a settings file is wrong',
  unproved: 'not proved: PROGRESSING at the end, UNVERIFIED, SUPERSEDED',
  refused: 'refused by a rule of the guarded path',
  unreachable: 'something that is needed does not answer or does not let us in',
  bug: 'a bug in lounge, shown with its stack',
  cancelled: 'cancelled (Ctrl-C)',
};

/** docs/cli.md: every command with its fields, examples and output. */
export async function cliPage(): Promise<string> {
  const shown = await Promise.all(operations.filter((entry) => !entry.hidden).map((entry) => entry.load()));
  const exits = (Object.keys(EXIT) as (keyof typeof EXIT)[]).map((name) => [String(EXIT[name]), EXIT_MEANING[name]]);
  return `# The command line

${GENERATED} Standard output is the result, standard error the progress. Every command takes

${table(
  ['flag', 'meaning'],
  globalRows('en').map(([flag, meaning]) => [`\`${flag}\``, plain(meaning)]),
)}

\`lounge help <command>\` is \`lounge <command> --help\`; \`lounge completion bash|zsh|fish\` prints a completion script. A field may be given by position or by its flag. Boolean flags have a \`--no-\` form.
On a terminal, missing required fields are asked for.

## Exit codes

${table(['code', 'meaning'], exits)}

## Environment

${table(
  ['variable', 'meaning'],
  [
    ['`LANG` `LC_ALL` `LC_MESSAGES`', 'language of messages, where neither `--lang` nor lounge.yaml says it'],
    [
      '`LOUNGE_ACTOR` `LOUNGE_ROLE`',
      'who acts; `human` (default), `planner`, `developer` or `qa`. Recorded, not enforced yet',
    ],
    ['`LOUNGE_BUILDER`', '`docker`, `podman`, `buildah` or `embedded`; the first that works when left out'],
    ['`LOUNGE_ISOLATION`', '`process` forces plain processes in the sandbox'],
    ['`NO_COLOR` `CI`', 'no colours; no questions'],
  ],
)}

## Commands

${shown.map((operation) => section(operation)).join('\n')}`;
}

function section(operation: Operation): string {
  const options = fieldOptions(operation);
  const rows = options.map((option) => [
    operation.positionals.includes(option.field) ? `\`${option.field}\`, \`${option.flag}\`` : `\`${option.flag}\``,
    typeText(option),
    plain(operation.fields[option.field]?.en ?? ''),
    plain(operation.fields[option.field]?.ko ?? ''),
  ]);
  return `### ${operation.name}

${plain(operation.summary.en)}\\
${plain(operation.summary.ko)}

\`lounge ${usageOf(operation)}\` · ${EFFECT[operation.effect]} · roles: ${operation.roles.join(', ')}
${rows.length === 0 ? '' : `\n${table(['field', 'type', 'meaning', '뜻'], rows)}\n`}
\`\`\`
${operation.examples.join('\n')}
\`\`\`

\`--json\` gives \`${outputText(operation)}\`
`;
}

const EFFECT = {
  read: 'changes nothing',
  local: 'changes files or the engine of this machine',
  release: 'changes what runs',
} as const;

function typeText(option: FieldOption): string {
  const type = option.choices.length > 0 ? option.choices.map((choice) => `\`${choice}\``).join(' ') : option.type;
  if (option.required) return `${type}, required`;
  const { defaultValue } = option;
  const silent = defaultValue === undefined || defaultValue === false || defaultValue === '' || isEmpty(defaultValue);
  return silent ? type : `${type}, default \`${JSON.stringify(defaultValue).replaceAll('"', '')}\``;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
}

/** The first level of the output: `{release?, rules, findings[]}`. */
function outputText(operation: Operation): string {
  const schema = z.toJSONSchema(operation.output, { unrepresentable: 'any' }) as JsonSchema;
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const optional = schema.required?.includes(name) === true ? '' : '?';
    return `${name}${property.type === 'array' ? '[]' : ''}${optional}`;
  });
  return `{${fields.join(', ')}}`;
}
