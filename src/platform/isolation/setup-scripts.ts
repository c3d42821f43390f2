/**
 * Keeps standard error for the command, what waits for it complains to a file (or there, where the file is '').
 * Arguments: the file, the next command.
 */
export const errorsScript = `
exec 3>&2
[ -z "$1" ] || exec 2>"$1"
shift
exec "$@"
`;

/**
 * Runs as process 1 of the new namespaces with all capabilities, on the machine's own programs only.
 * Arguments: work folder, host name or '', `loopback` or '', cgroup folders…, `--`, the next command.
 * The new root is a read-only stage that holds the machine's /usr and, as /rootfs, the container's tree: what runs
 * between here and the container's command is never a program of the image.
 */
export const mountScript = `
exec 2>&3 3>&-
set -eu
work=$1 host=$2 loopback=$3
shift 3
while [ "$1" != -- ]; do
  echo 0 > "$1/cgroup.procs"
  shift
done
shift
[ -z "$host" ] || hostname "$host" 2>/dev/null || true
[ -z "$loopback" ] || ip link set lo up 2>/dev/null || true
cd "$work"
mount --all --fstab "$work/fstab"
cd stage
pivot_root . old
cd /
umount --lazy /old
exec "$@"
`;

/**
 * Runs on the stage once capabilities are dropped: gives the command its own environment, which came under other names
 * so that it could not steer the programs before (and not as arguments, which everybody on the machine can read).
 * Arguments: variable names (identifiers, checked before)…, `--`, the command.
 */
export const environmentScript = `
unset PATH PWD OLDPWD
while [ "$1" != -- ]; do
  eval "export $1=\\"\\$LOUNGE_ENV_$1\\""
  unset "LOUNGE_ENV_$1"
  shift
done
shift
exec "$@"
`;
