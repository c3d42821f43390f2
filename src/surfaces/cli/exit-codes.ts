import type { ErrorCode } from '../../domain/errors.ts';
import type { Outcome } from '../../operations/define-operation.ts';

/** Documented in `lounge --help` and docs/cli.md. */
export const EXIT = {
  good: 0,
  failed: 1,
  usage: 2,
  unproved: 3,
  refused: 4,
  unreachable: 5,
  bug: 70,
  cancelled: 130,
} as const;

export function exitCodeOfOutcome(outcome: Outcome): number {
  return outcome === 'good' ? EXIT.good : outcome === 'failed' ? EXIT.failed : EXIT.unproved;
}

const USAGE =
  /^(USAGE|COMMAND_UNKNOWN|NOT_A_TERMINAL|CONFIG_|ENV_|SERVICE_UNKNOWN|SERVICE_NAME|ENVIRONMENT_UNKNOWN|RELEASE_UNKNOWN|TEMPLATE_UNKNOWN|TIMELINE_INVALID|EXPLAIN_UNKNOWN)/;
const UNREACHABLE =
  /(_UNREACHABLE|_LOGIN|_FORBIDDEN|TOOL_MISSING|REGISTRY_FAILED|PORT_IN_USE|DISK_FULL|^ENGINE_|^STORE_)/;
const FAILED = /^(REHEARSAL_FAILED|BUILD_FAILED)$/;

/** One table: what kind of failure a code is. Everything else was refused by a rule of the guarded path. */
export function exitCodeOfError(code: ErrorCode): number {
  if (code === 'CANCELLED') return EXIT.cancelled;
  if (USAGE.test(code)) return EXIT.usage;
  if (UNREACHABLE.test(code)) return EXIT.unreachable;
  return FAILED.test(code) ? EXIT.failed : EXIT.refused;
}
