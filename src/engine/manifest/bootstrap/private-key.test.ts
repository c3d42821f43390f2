import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { privateKeyProblem } from './private-key.ts';

/** The head of a key as ssh-keygen writes it: magic, then the name of the cipher. */
function openssh(cipher: string): string {
  const name = Buffer.from(cipher);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(name.length);
  const body = Buffer.concat([Buffer.from('openssh-key-v1\0'), length, name, Buffer.alloc(40)]).toString('base64');
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const pem = (options: object) => String(privateKey.export({ type: 'pkcs8', format: 'pem', ...options } as never));

test.each([
  ['a key of OpenSSH', openssh('none'), undefined],
  ['the same with a passphrase', openssh('aes256-ctr'), 'it has a passphrase'],
  ['PEM', pem({}), undefined],
  ['PEM with a passphrase', pem({ cipher: 'aes-256-cbc', passphrase: 'secret' }), 'it has a passphrase'],
  ['the public half', String(publicKey.export({ type: 'spki', format: 'pem' })), 'it is no private key'],
  ['nothing', '', 'it is no private key'],
])('%s', (_, text, problem) => {
  expect(privateKeyProblem(text)?.en).toBe(problem);
});
