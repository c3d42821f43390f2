import { readTextIfExists } from '../../platform/files.ts';

export interface PushedRef {
  readonly name: string;
  /** Undefined: the push made the ref. */
  readonly before: string | undefined;
  /** Undefined: the push deleted the ref. */
  readonly after: string | undefined;
}

/** The refs that the post-receive hook noted in `file`: git's own lines of old, new and name. */
export async function readPushedRefs(file: string): Promise<PushedRef[]> {
  const text = (await readTextIfExists(file)) ?? '';
  return text.split('\n').flatMap((line) => {
    const match = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (refs\/\S+)$/.exec(line);
    const [, before = '', after = '', name] = match ?? [];
    return name === undefined ? [] : [{ name, before: object(before), after: object(after) }];
  });
}

function object(id: string): string | undefined {
  return /^0+$/.test(id) ? undefined : id;
}
