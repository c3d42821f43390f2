import { CLUSTER_DOMAIN } from './relay-protocol.ts';

const HEADER = 12;
const TYPE_A = 1;
const TYPE_ANY = 255;
const TTL_SECONDS = 5;
/** A datagram without EDNS holds 512 bytes. */
const MOST_ANSWERS = 25;
const NO_SUCH_NAME = 3;
const NOT_MINE = 5;

/** The answer to a DNS query by the names of the cluster; undefined for what is no query. Names outside are refused. */
export function answerDns(query: Buffer, names: ReadonlyMap<string, readonly string[]>): Buffer | undefined {
  if (query.length < HEADER || (query.readUInt8(2) & 0x80) !== 0 || query.readUInt16BE(4) !== 1) return undefined;
  const question = readName(query);
  if (!question) return undefined;
  const type = query.readUInt16BE(question.end);
  const ips = names.get(question.name);
  const isMine = question.name === CLUSTER_DOMAIN || question.name.endsWith(`.${CLUSTER_DOMAIN}`);
  const found = type === TYPE_A || type === TYPE_ANY ? (ips ?? []).slice(0, MOST_ANSWERS) : [];
  const code = ips ? 0 : isMine ? NO_SUCH_NAME : NOT_MINE;
  const header = Buffer.from(query.subarray(0, HEADER));
  // An answer, authoritative, recursion as asked (some resolvers give up without "available").
  header.writeUInt16BE(0x8480 | (query.readUInt16BE(2) & 0x0100) | code, 2);
  header.writeUInt16BE(found.length, 6);
  header.writeUInt32BE(0, 8);
  return Buffer.concat([header, query.subarray(HEADER, question.end + 4), ...found.map(addressRecord)]);
}

function readName(query: Buffer): { name: string; end: number } | undefined {
  const labels: string[] = [];
  let at = HEADER;
  for (let length = query[at]; length !== 0; length = query[at]) {
    if (length === undefined || length > 63 || at + length >= query.length) return undefined;
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return query.length < at + 5 ? undefined : { name: labels.join('.').toLowerCase(), end: at + 1 };
}

/** Names the question by a pointer. */
function addressRecord(ip: string): Buffer {
  const record = Buffer.alloc(16);
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(TYPE_A, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(TTL_SECONDS, 6);
  record.writeUInt16BE(4, 10);
  ip.split('.').forEach((part, index) => record.writeUInt8(Number(part) & 255, 12 + index));
  return record;
}
