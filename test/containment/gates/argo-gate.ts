import type { RenderedObject } from '../../../src/domain/rendered-object.ts';
import type { Attack } from '../attack.ts';
import type { AttackedLounge } from '../attacked-lounge.ts';

/** Argo CD over a git repository without a gate: what somebody reaches who gets past it. */
export interface ArgoGate {
  readonly lounge: AttackedLounge;
  /** What Argo CD says of its Applications: conditions, operations, results, as JSON. */
  applications(): Promise<string>;
  /** Answers the commit. */
  push(files: Readonly<Record<string, string | undefined>>): Promise<string>;
  /** The uid of an object; undefined where there is none. */
  uidOf(object: RenderedObject): Promise<string | undefined>;
  /** Whether the cluster has the kind at all; what it does not have is refused for that. */
  hasKind(kind: string): boolean;
  close(): Promise<void>;
}

/** The files of several attacks in one push: what each adds to a file that others change too is put after one another. */
export function filesOfAll(attacks: readonly Attack[], lounge: AttackedLounge): Record<string, string | undefined> {
  const merged: Record<string, string | undefined> = {};
  for (const { push } of attacks) {
    for (const [path, text] of Object.entries(push?.(lounge) ?? {})) {
      const before = lounge.files.get(path);
      const known = merged[path];
      const adds = known !== undefined && before !== undefined && text !== undefined && text.startsWith(before);
      merged[path] = adds ? known + text.slice(before.length) : text;
    }
  }
  return merged;
}

/** What Argo CD says of an attack that its project does not permit, or whose kind the cluster does not have. */
export function refusalOf({ stoppedBy, write }: Attack, gate: ArgoGate): RegExp {
  const kind = write?.(gate.lounge).object.kind;
  if (kind !== undefined && !gate.hasKind(kind))
    return new RegExp(`could not find \\S*/${kind} for requested resource`);
  return stoppedBy.project ?? /^$/;
}

/** What the operations of a commit say. */
export function operationsOf(said: string, commit: string): string {
  const { items } = JSON.parse(said) as {
    items: { status?: { operationState?: { message?: string; syncResult?: { revision?: string } } } }[];
  };
  return items
    .map(({ status }) => status?.operationState)
    .filter((state) => state?.syncResult?.revision === commit)
    .map((state) => state?.message ?? '')
    .join('\n');
}

/** Waits until Argo CD has said all of it, or the time is over; answers what it said last. */
export async function heard(
  gate: ArgoGate,
  wanted: readonly RegExp[],
  limitMs: number,
  read: (said: string) => string = (said) => said,
): Promise<string> {
  const end = Date.now() + limitMs;
  for (;;) {
    const said = read(await gate.applications());
    if (Date.now() > end || wanted.every((pattern) => pattern.test(said))) return said;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Of the base of an attacked lounge only what Argo CD reads: one commit is enough. */
export function manifestsOf({ files }: AttackedLounge): Record<string, string> {
  return Object.fromEntries([...files].filter(([path]) => path.startsWith('app-of-apps/')));
}
