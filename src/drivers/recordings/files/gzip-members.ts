import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** RFC 1952: magic, deflate, flag FEXTRA; no time; no extra flags; unknown system; extra field of 8 bytes: `LM`, 4 bytes of data. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, 8, 0, 0x4c, 0x4d, 4, 0]);
const LENGTH_AT = HEADER.length;
const BODY_AT = LENGTH_AT + 4;
const TRAILER = 8;
/** A member never holds more than this when unpacked. */
export const MAX_MEMBER_BYTES = 4 * 1024 * 1024;

/**
 * One gzip member that carries its own length in its extra field, so that the members of a file can be found without
 * unpacking, and one that was cut off is told from a whole one. The file as a whole is plain gzip: `zcat` reads it.
 */
export function gzipMember(content: Uint8Array): Buffer {
  const body = deflateRawSync(content, { level: 6 });
  const member = Buffer.alloc(BODY_AT + body.length + TRAILER);
  HEADER.copy(member);
  member.writeUInt32LE(member.length, LENGTH_AT);
  body.copy(member, BODY_AT);
  member.writeUInt32LE(crc32(content), BODY_AT + body.length);
  member.writeUInt32LE(content.length, BODY_AT + body.length + 4);
  return member;
}

/** The content of the leading whole members, and where they end; what follows was cut off, or is not ours. */
export function readGzipMembers(file: Buffer): { readonly contents: readonly Buffer[]; readonly end: number } {
  const contents: Buffer[] = [];
  let end = 0;
  for (;;) {
    const member = memberAt(file, end);
    const content = member && unpack(member);
    if (member === undefined || content === undefined) return { contents, end };
    contents.push(content);
    end += member.length;
  }
}

function memberAt(file: Buffer, start: number): Buffer | undefined {
  if (file.length - start < BODY_AT + TRAILER || !file.subarray(start, start + LENGTH_AT).equals(HEADER))
    return undefined;
  const length = file.readUInt32LE(start + LENGTH_AT);
  return length < BODY_AT + TRAILER || start + length > file.length ? undefined : file.subarray(start, start + length);
}

function unpack(member: Buffer): Buffer | undefined {
  try {
    const content = inflateRawSync(member.subarray(BODY_AT, -TRAILER), { maxOutputLength: MAX_MEMBER_BYTES });
    return crc32(content) === member.readUInt32LE(member.length - TRAILER) ? content : undefined;
  } catch {
    return undefined;
  }
}
