/** The descriptor on which a hook reaches the server that started git: it is inherited, so nobody else can answer. */
export const CHANNEL = 3;

/**
 * Static hooks of every repository. A push past the server (by the folder's path) finds no word of it in the
 * environment and is refused; one that is to be judged asks the server by the channel, and waits for its answer.
 */
export const hookScripts: Readonly<Record<string, string>> = {
  'pre-receive': `#!/bin/sh
case "$GIT_SERVER_PRE_RECEIVE" in
  none) exit 0 ;;
  judged) ;;
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
refuse() { echo "the check of this repository could not be started: the push is refused" >&2; exit 1; }
printf '%s\\n' "$GIT_OBJECT_DIRECTORY" "$GIT_ALTERNATE_OBJECT_DIRECTORIES" "$GIT_QUARANTINE_PATH" "$lines" "" >&${CHANNEL} || refuse
read -r answer <&${CHANNEL} || refuse
cat <&${CHANNEL} >&2
[ "$answer" = accepted ]
`,
  'post-receive': `#!/bin/sh
if [ -n "$GIT_SERVER_PUSHED" ]; then cat >"$GIT_SERVER_PUSHED"; else cat >/dev/null; fi
`,
};

/** The environment by which the static hooks learn what to do in one request. */
export function hookEnvironment(
  isJudged: boolean,
  unjudgedRefs: string | undefined,
  pushedFile: string,
): Record<string, string> {
  return {
    GIT_SERVER_PRE_RECEIVE: isJudged ? 'judged' : 'none',
    GIT_SERVER_PUSHED: pushedFile,
    GIT_SERVER_UNJUDGED: unjudgedRefs ?? '',
  };
}
