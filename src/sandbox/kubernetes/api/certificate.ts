import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A key and the certificate that it signed itself, both PEM. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

/** Clients of Kubernetes send a token over TLS only, so the loopback server needs a certificate: P-256, ten years. */
export function selfSignedCertificate(commonName: string, now: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' });
  const body = certificateBody(commonName, now, subjectKey);
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, ECDSA_SHA256, bitString(signature));
  return { key: pemKey(privateKey), certificate: pem('CERTIFICATE', der) };
}

const ECDSA_SHA256 = sequence(objectId('2a8648ce3d040302'));
const YEARS_MS = 10 * 365 * 24 * 3600 * 1000;
const HOUR_MS = 3600 * 1000;

function certificateBody(commonName: string, now: number, subjectKey: Buffer): Buffer {
  const name = sequence(set(sequence(objectId('550403'), tagged(0x0c, Buffer.from(commonName)))));
  return sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(15)])),
    ECDSA_SHA256,
    name,
    sequence(time(now - HOUR_MS), time(now + YEARS_MS)),
    name,
    subjectKey,
    tagged(0xa3, sequence(...extensions(subjectKey))),
  );
}

/** Its own authority, for a server, known as localhost and 127.0.0.1. */
function extensions(subjectKey: Buffer): Buffer[] {
  const keyId = createHash('sha1').update(subjectKey).digest();
  const names = sequence(
    tagged(0x82, Buffer.from('localhost')),
    tagged(0x82, Buffer.from('kubernetes.default.svc')),
    tagged(0x87, Buffer.from([127, 0, 0, 1])),
  );
  const serverAuth = sequence(objectId('2b06010505070301'));
  return [
    extension('551d13', true, sequence(tagged(0x01, Buffer.from([0xff])))),
    extension('551d0f', true, tagged(0x03, Buffer.from([0x02, 0xa4]))),
    extension('551d25', false, serverAuth),
    extension('551d0e', false, tagged(0x04, keyId)),
    extension('551d11', false, names),
  ];
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(objectId(id), ...(critical ? [tagged(0x01, Buffer.from([0xff]))] : []), tagged(0x04, value));
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function set(...parts: readonly Buffer[]): Buffer {
  return tagged(0x31, Buffer.concat(parts));
}

function integer(value: Buffer): Buffer {
  return tagged(0x02, value);
}

function objectId(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

function bitString(value: Buffer): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.from([0]), value]));
}

function time(milliseconds: number): Buffer {
  const text = new Date(milliseconds).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return tagged(0x18, Buffer.from(text));
}

function pemKey(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
