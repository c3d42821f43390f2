import { errorMessages, type ErrorCode } from '../../src/domain/messages/errors/index.ts';
import { exitCodeOfError } from '../../src/surfaces/cli/exit-codes.ts';
import { GENERATED, plain } from './markdown.ts';

/** docs/errors.md: every code with its sentence, its hint and the exit code of the command line. */
export function errorsPage(): string {
  const codes = (Object.keys(errorMessages) as ErrorCode[]).toSorted();
  return `# Errors

${GENERATED} \`{…}\` is filled in when it happens. \`lounge explain <CODE>\` says the same in a terminal. With \`--json\` an error is
\`{"error":{"code","message","hint","retryable"}}\` on standard output. Anything without a code is a bug (exit code 70, with its stack).

${codes.map((code) => section(code)).join('\n')}`;
}

function section(code: ErrorCode): string {
  const { en, ko } = errorMessages[code];
  return `### ${code}

Exit code ${exitCodeOfError(code)}

- ${plain(en.message)}
  - ${plain(en.hint)}
- ${plain(ko.message)}
  - ${plain(ko.hint)}
`;
}
