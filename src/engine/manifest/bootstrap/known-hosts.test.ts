import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { decideHostKey, hostKeyFingerprint, knownHostKeys } from './known-hosts.ts';
import { sshAddress } from './repository-login.ts';

const ONE = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
const TWO = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIazEu89wgQZ4bqs3d63QSMzYVa0MuJ2e2gKTKqu+UUO';

function hashed(name: string): string {
  const salt = Buffer.from('a salt of twenty byt');
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

test.each([
  ['ssh://git@git.example.com:2222/a.git', { host: 'git.example.com', port: 2222 }],
  ['ssh://git.example.com/a.git', { host: 'git.example.com', port: 22 }],
  ['git@github.com:team/lounge.git', { host: 'github.com', port: 22 }],
  ['https://git.example.com/a.git', undefined],
  ['file:///tmp/a.git', undefined],
])('the SSH address of %s', (url, address) => {
  expect(sshAddress(url)).toEqual(address);
});

test.each([
  [`git.example.com ${ONE}`, 22, [ONE]],
  [`other.example.com,git.example.com ${ONE} comment`, 22, [ONE]],
  [`[git.example.com]:2222 ${ONE}\ngit.example.com ${TWO}`, 2222, [ONE]],
  [`${hashed('git.example.com')} ${ONE}`, 22, [ONE]],
  [`${hashed('[git.example.com]:2222')} ${ONE}`, 2222, [ONE]],
  [`# git.example.com ${ONE}\n@revoked git.example.com ${ONE}\n\nnonsense`, 22, []],
])('keys in %j', (text, port, keys) => {
  expect(knownHostKeys(text, 'git.example.com', port)).toEqual(keys);
});

const line = (key: string) => `git.example.com ${key}`;
test.each([
  ['Argo CD has it', { offered: [ONE], argocd: line(ONE), own: '' }, { kind: 'known' }],
  [
    'Argo CD has another one',
    { offered: [ONE], argocd: line(TWO), own: line(ONE) },
    { kind: 'wrong', place: 'argocd' },
  ],
  ['somebody trusted vouches', { offered: [ONE], argocd: '', own: line(ONE) }, { kind: 'add', lines: [line(ONE)] }],
  [
    'what is trusted is not what is shown',
    { offered: [ONE], argocd: '', own: line(TWO) },
    { kind: 'wrong', place: 'own' },
  ],
  ['nobody vouches, and seeing is not trusting', { offered: [ONE], argocd: '', own: '' }, { kind: 'unknown' }],
  [
    'the host cannot be seen from here',
    { offered: [], argocd: '', own: line(TWO) },
    { kind: 'add', lines: [line(TWO)] },
  ],
])('%s', (_, given, decision) => {
  expect(decideHostKey({ host: 'git.example.com', port: 22, ...given })).toEqual(decision);
});

test('a fingerprint is the one that ssh shows', () => {
  // As GitHub publishes it.
  expect(hostKeyFingerprint(ONE)).toBe('SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU');
});
