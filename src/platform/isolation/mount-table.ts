import { readFile } from 'node:fs/promises';

export interface Mount {
  readonly source: string;
  readonly target: string;
  /** `none` for a bind. */
  readonly type: string;
  readonly options: readonly string[];
}

/** The text of an fstab: one process then makes all mounts, in order. */
export function fstabOf(mounts: readonly Mount[]): string {
  return mounts
    .map(({ source, target, type, options }) =>
      [field(source), field(target), type, options.join(','), '0 0'].join(' '),
    )
    .join('\n')
    .concat('\n');
}

/** fstab(5): separators and the backslash as octal numbers. */
function field(path: string): string {
  return path.replace(/[\s\\#]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}

/**
 * What a bind of the source must keep: inside a user namespace the kernel refuses a read-only remount that would take
 * off a restriction of the machine's mount.
 */
export async function bindRestrictions(): Promise<(source: string) => string[]> {
  const mounts = parseMountInfo(await readFile('/proc/self/mountinfo', 'utf8'));
  return (source) => {
    const holder = mounts.findLast(
      ({ point }) => source === point || source.startsWith(point === '/' ? '/' : `${point}/`),
    );
    return holder?.options.includes('noexec') ? ['noexec'] : [];
  };
}

/** Sorted so that the last that holds a path is the deepest. */
function parseMountInfo(text: string): { point: string; options: string[] }[] {
  return text
    .split('\n')
    .map((line) => line.split(' '))
    .filter((fields) => fields.length > 6)
    .map((fields) => ({ point: unescape(fields[4] ?? '/'), options: (fields[5] ?? '').split(',') }))
    .toSorted((a, b) => a.point.length - b.point.length);
}

function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
