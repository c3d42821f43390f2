export type PushOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'refused'; readonly reason: string };

/** The remote's branch was not what we expected, or somebody wrote at the same moment. */
const MOVED =
  /stale info|fetch first|non-fast-forward|failed to update ref|incorrect old value|cannot lock ref|reference already exists|failed to lock|failed to write/;

/** Reads `git push --porcelain` for one reference; undefined when the push did not come as far as that. */
export function parsePushReport(stdout: string, reference: string): PushOutcome | undefined {
  for (const line of stdout.split('\n')) {
    const [flag = '', names = '', summary = ''] = line.split('\t');
    if (!names.endsWith(`:${reference}`)) continue;
    if (flag !== '!') return { kind: 'done' };
    if (MOVED.test(summary)) return { kind: 'moved' };
    return { kind: 'refused', reason: /\((.*)\)/.exec(summary)?.[1] ?? summary };
  }
  return undefined;
}
