import { Buffer } from 'node:buffer';
import type { LocalizedText } from '../../../domain/messages/localized-text.ts';

const MAGIC = 'openssh-key-v1\0';

/** Why a text cannot be the key by which Argo CD logs in; undefined when it can. */
export function privateKeyProblem(text: string): LocalizedText | undefined {
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return { en: 'it is no private key', ko: '개인 키가 아닙니다' };
  if (/ENCRYPTED/.test(text) || isEncrypted(text)) return { en: 'it has a passphrase', ko: '암호가 걸려 있습니다' };
  return undefined;
}

/** A key of OpenSSH names its cipher right behind the magic: https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key. */
function isEncrypted(text: string): boolean {
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]+?)-----END/.exec(text)?.[1];
  if (body === undefined) return false;
  const raw = Buffer.from(body.replaceAll(/\s/g, ''), 'base64');
  const length = raw.length > MAGIC.length + 4 ? raw.readUInt32BE(MAGIC.length) : 0;
  const start = MAGIC.length + 4;
  return raw.subarray(start, start + length).toString() !== 'none';
}
