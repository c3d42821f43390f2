import { LoungeError } from '../../domain/errors.ts';
import { operations } from '../../operations/index.ts';
import { fieldOptions } from './field-options.ts';

const GLOBAL_FLAGS = ['--json', '--lang', '--folder', '--quiet', '--help', '--version'];

/** A completion script for bash, zsh or fish, made from the list of operations. */
export async function completionScript(shell: string): Promise<string> {
  const loaded = await Promise.all(operations.filter((entry) => !entry.hidden).map((entry) => entry.load()));
  const words = [...new Set(loaded.map((operation) => operation.name.split(' ')[0] ?? ''))];
  const rows = loaded.map((operation) => ({
    name: operation.name,
    flags: [...fieldOptions(operation).map((option) => option.flag), ...GLOBAL_FLAGS],
  }));
  switch (shell) {
    case 'bash':
      return bash(words, rows);
    case 'zsh':
      return `autoload -U +X bashcompinit && bashcompinit\n${bash(words, rows)}`;
    case 'fish':
      return fish(words, rows);
    default:
      throw new LoungeError('USAGE', {
        problem: `completion for ${shell.slice(0, 20)}: bash, zsh or fish`,
        command: 'completion',
      });
  }
}

interface Row {
  readonly name: string;
  readonly flags: readonly string[];
}

function bash(words: readonly string[], rows: readonly Row[]): string {
  const cases = rows.map(
    (row) => `    '${row.name}') COMPREPLY=($(compgen -W '${row.flags.join(' ')}' -- "$current")) ;;`,
  );
  const families = familiesOf(rows).map(
    ([word, rest]) => `    '${word}') COMPREPLY=($(compgen -W '${rest.join(' ')}' -- "$current")) ;;`,
  );
  return `_lounge() {
  local current=\${COMP_WORDS[COMP_CWORD]} first=\${COMP_WORDS[1]} second=\${COMP_WORDS[2]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W '${words.join(' ')} completion help' -- "$current")); return; fi
  case "$first $second" in
${cases.filter((line) => /^ {4}'\w+ /.test(line)).join('\n')}
  esac
  [ \${#COMPREPLY[@]} -gt 0 ] && return
  case "$first" in
${[...families, ...cases.filter((line) => !/^ {4}'\w+ /.test(line))].join('\n')}
  esac
  if [ \${#COMPREPLY[@]} -eq 0 ] && [ -d apps ]; then COMPREPLY=($(compgen -W "$(ls apps)" -- "$current")); fi
}
complete -o default -F _lounge lounge
`;
}

function fish(words: readonly string[], rows: readonly Row[]): string {
  const first = `complete -c lounge -f -n __fish_use_subcommand -a '${words.join(' ')} completion help'`;
  const families = familiesOf(rows).map(
    ([word, rest]) => `complete -c lounge -f -n '__fish_seen_subcommand_from ${word}' -a '${rest.join(' ')}'`,
  );
  const flags = rows.flatMap((row) =>
    row.flags.map(
      (flag) => `complete -c lounge -n '__fish_seen_subcommand_from ${row.name.split(' ')[0]}' -l ${flag.slice(2)}`,
    ),
  );
  return `${[first, ...families, ...new Set(flags)].join('\n')}\n`;
}

function familiesOf(rows: readonly Row[]): [string, string[]][] {
  const families = new Map<string, string[]>();
  for (const row of rows) {
    const [word = '', ...rest] = row.name.split(' ');
    if (rest.length > 0) families.set(word, [...(families.get(word) ?? []), rest.join(' ')]);
  }
  return [...families];
}
