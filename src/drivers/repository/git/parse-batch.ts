/** One object of a repository. */
export interface GitObject {
  readonly hash: string;
  /** `blob`, `tree`, `commit` or `tag`. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** Undefined when it is larger than what is kept. */
  readonly content: Buffer | undefined;
}

const HEADER = /^([0-9a-f]{40,64}) (\w+) (\d+)$/;

/**
 * Takes in what `git cat-file --batch` prints, in pieces of any size: `<hash> <type> <size>\n<content>\n` for an object,
 * any other line for what is not there. Calls `found` once for each, in order. Contents larger than `mostBytes` are passed over.
 */
export function createBatchParser(
  mostBytes: number,
  found: (object: GitObject | undefined) => void,
): (chunk: Buffer) => void {
  let line: Buffer[] = [];
  let object: Omit<GitObject, 'content'> | undefined;
  let parts: Buffer[] = [];
  let missing = 0;
  const header = (chunk: Buffer): Buffer => {
    const end = chunk.indexOf(0x0a);
    line.push(end < 0 ? chunk : chunk.subarray(0, end));
    if (end < 0) return chunk.subarray(chunk.length);
    const [, hash, type, size] = HEADER.exec(Buffer.concat(line).toString()) ?? [];
    line = [];
    if (hash === undefined || type === undefined) found(undefined);
    else {
      object = { hash, type, size: Number(size) };
      missing = object.size + 1;
    }
    return chunk.subarray(end + 1);
  };
  const content = (chunk: Buffer, whole: Omit<GitObject, 'content'>): Buffer => {
    const part = chunk.subarray(0, missing);
    missing -= part.length;
    if (whole.size <= mostBytes) parts.push(part);
    if (missing > 0) return chunk.subarray(chunk.length);
    // The last byte is the line end after the content.
    found({ ...whole, content: whole.size <= mostBytes ? Buffer.concat(parts).subarray(0, whole.size) : undefined });
    object = undefined;
    parts = [];
    return chunk.subarray(part.length);
  };
  return (chunk) => {
    for (let rest = chunk; rest.length > 0;) rest = object === undefined ? header(rest) : content(rest, object);
  };
}
