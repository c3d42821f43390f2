import { badRequest } from '../../store/status-failure.ts';

/** One field of a protobuf message, not yet interpreted. */
export interface WireField {
  readonly number: number;
  /** Varint or fixed: a bigint; otherwise the bytes. */
  readonly value: bigint | Buffer;
}

/** The fields of a message in order. Throws BadRequest for what is cut off or malformed. */
export function readFields(bytes: Buffer): WireField[] {
  const fields: WireField[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const tag = readVarint(bytes, offset);
    const read = readValue(bytes, tag.next, Number(tag.value & 7n));
    fields.push({ number: Number(tag.value >> 3n), value: read.value });
    offset = read.next;
  }
  return fields;
}

function readValue(bytes: Buffer, offset: number, wireType: number): { value: bigint | Buffer; next: number } {
  if (wireType === 0) return readVarint(bytes, offset);
  if (wireType === 1 || wireType === 5) {
    const next = offset + (wireType === 1 ? 8 : 4);
    if (next > bytes.length) throw cutOff();
    return { value: wireType === 1 ? bytes.readBigUInt64LE(offset) : BigInt(bytes.readUInt32LE(offset)), next };
  }
  if (wireType !== 2) throw badRequest(`protobuf: wire type ${wireType} is not used by Kubernetes`);
  const { value: length, next: start } = readVarint(bytes, offset);
  const next = start + Number(length);
  if (next > bytes.length) throw cutOff();
  return { value: bytes.subarray(start, next), next };
}

function readVarint(bytes: Buffer, offset: number): { value: bigint; next: number } {
  let value = 0n;
  for (let index = 0; index < 10; index += 1) {
    const byte = bytes[offset + index];
    if (byte === undefined) throw cutOff();
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value, next: offset + index + 1 };
  }
  throw badRequest('protobuf: a number is too long');
}

function cutOff(): Error {
  return badRequest('protobuf: the message is cut off');
}

export function bytesOf(value: bigint | Buffer): Buffer {
  if (typeof value === 'bigint') throw badRequest('protobuf: a number where bytes are expected');
  return value;
}

/** As a 64-bit signed number; exact up to 2^53. */
export function signedOf(value: bigint | Buffer): number {
  if (typeof value !== 'bigint') throw badRequest('protobuf: bytes where a number is expected');
  return Number(BigInt.asIntN(64, value));
}
