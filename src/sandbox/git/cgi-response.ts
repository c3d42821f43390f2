import type { Readable } from 'node:stream';

export interface CgiHead {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** The first bytes of the body, read together with the head. */
  readonly rest: Buffer;
}

const LARGEST_HEAD = 16 * 1024;

/** Reads a CGI program's header block. Undefined when the output ends, or goes on for too long, without one. */
export async function readCgiHead(output: Readable): Promise<CgiHead | undefined> {
  let read = Buffer.alloc(0);
  for (;;) {
    const chunk = await nextChunk(output);
    if (chunk === undefined) return undefined;
    read = Buffer.concat([read, chunk]);
    const end = read.indexOf('\r\n\r\n');
    if (end >= 0) return { ...parseHead(read.subarray(0, end).toString('latin1')), rest: read.subarray(end + 4) };
    if (read.length > LARGEST_HEAD) return undefined;
  }
}

function parseHead(text: string): Omit<CgiHead, 'rest'> {
  const headers = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const status = Number.parseInt(headers.get('status') ?? '200', 10);
  headers.delete('status');
  return { status: status >= 200 && status <= 599 ? status : 500, headers };
}

async function nextChunk(output: Readable): Promise<Buffer | undefined> {
  const ready: unknown = output.read();
  if (ready !== null) return ready as Buffer;
  if (output.readableEnded || output.destroyed) return undefined;
  return await new Promise((resolve) => {
    const settle = () => {
      for (const event of ['readable', 'end', 'close', 'error']) output.off(event, settle);
      resolve((output.read() as Buffer | null) ?? undefined);
    };
    for (const event of ['readable', 'end', 'close', 'error']) output.on(event, settle);
  });
}
