/**
 * Static hooks of every repository. What to run comes with the request as environment variables that only the server
 * sets; a push past the server (by the folder's path) finds none and is refused.
 */
export const hookScripts: Readonly<Record<string, string>> = {
  'pre-receive': `#!/bin/sh
case "$GIT_SERVER_PRE_RECEIVE" in
  none) exit 0 ;;
  command) ;;
  *) echo "pushes are accepted through the git server only" >&2; exit 1 ;;
esac
lines=$(cat)
if [ -n "$GIT_SERVER_UNJUDGED" ]; then
  judged=
  while read -r old new ref; do
    case "$ref" in "$GIT_SERVER_UNJUDGED"*) ;; *) judged=1 ;; esac
  done <<END
$lines
END
  [ -n "$judged" ] || exit 0
fi
# Only the number is evaluated; the arguments themselves are never parsed.
set --
index=0
while [ "$index" -lt "\${GIT_SERVER_HOOK_COUNT:-0}" ]; do
  eval "set -- \\"\\$@\\" \\"\\$GIT_SERVER_HOOK_$index\\""
  index=$((index + 1))
done
if ! command -v "$1" >/dev/null 2>&1; then
  echo "the check of this repository could not be started: the push is refused" >&2
  exit 1
fi
printf '%s\\n' "$lines" | "$@"
`,
  'post-receive': `#!/bin/sh
if [ -n "$GIT_SERVER_PUSHED" ]; then cat >"$GIT_SERVER_PUSHED"; else cat >/dev/null; fi
`,
};

/** The command that a hook runs: an argument array, and what is added to its environment. */
export interface HookCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A push of refs below this prefix alone is not judged: nothing is ever applied from them. */
  readonly unjudgedRefs?: string;
}

/** The environment by which the static hooks learn what to do in one request. */
export function hookEnvironment(preReceive: HookCommand | undefined, pushedFile: string): Record<string, string> {
  if (!preReceive) return { GIT_SERVER_PRE_RECEIVE: 'none', GIT_SERVER_PUSHED: pushedFile };
  const words = [preReceive.command, ...preReceive.args];
  return {
    ...preReceive.env,
    GIT_SERVER_PRE_RECEIVE: 'command',
    GIT_SERVER_PUSHED: pushedFile,
    GIT_SERVER_UNJUDGED: preReceive.unjudgedRefs ?? '',
    GIT_SERVER_HOOK_COUNT: String(words.length),
    ...Object.fromEntries(words.map((word, index) => [`GIT_SERVER_HOOK_${index}`, word])),
  };
}
