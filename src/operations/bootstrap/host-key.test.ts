import { expect, test } from 'vitest';
import { describeError, LoungeError } from '../../domain/errors.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { planHostKey } from './host-key.ts';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
const OTHER = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0s5Pf8G0yQx1q2rCz0r0c1b2d3e4f5a6b7c8d9e0fA';
const line = (key: string) => `[git.example.com]:2222 ${key}\n`;

/** What Argo CD, this user and a file named in `.env` know of the host, which shows KEY. */
async function plan(known: { readonly argocd?: string; readonly user?: string; readonly file?: string }) {
  const files = new Map([['/keys/known_hosts', known.file ?? '']]);
  const context = {
    hostKeys: { offered: async () => [KEY], ownKnownHosts: async () => known.user ?? '' },
    readFile: async (path: string) => files.get(path),
  } as Partial<Context> as Context;
  const named = known.file === undefined ? [] : ([['GIT_KNOWN_HOSTS_FILE', '/keys/known_hosts']] as const);
  const lounge = {
    config: { name: 'shop', repository: { url: 'ssh://git@git.example.com:2222/team/shop.git', branch: 'main' } },
    environmentValues: async () => new Map(named),
  } as unknown as Lounge;
  const cluster = { get: async () => ({ metadata: {}, data: { ssh_known_hosts: known.argocd ?? '' } }) };
  const engine = { cluster, delivery: { namespace: 'argocd' } } as unknown as Engine;
  const text = (error: unknown) =>
    error instanceof LoungeError ? { code: error.code, ...describeError(error, 'en') } : error;
  return await planHostKey(context, lounge, engine).catch(text);
}

test.each([
  ['Argo CD knows it', { argocd: line(KEY) }, { add: [] }],
  ['this user knows it', { user: line(KEY) }, { add: [line(KEY).trim()] }],
  ['a named file outranks the user', { user: line(OTHER), file: line(KEY) }, { add: [line(KEY).trim()] }],
  ['nobody knows it', {}, { code: 'GIT_HOST_KEY_UNKNOWN', hint: expect.stringContaining('SHA256:') }],
  ['the user knows another', { user: line(OTHER) }, { code: 'GIT_HOST_KEY_WRONG' }],
  [
    'the named file has another',
    { user: line(KEY), file: line(OTHER) },
    { code: 'GIT_HOST_KEY_WRONG', message: expect.stringContaining('/keys/known_hosts') },
  ],
  [
    'Argo CD has another',
    { argocd: line(OTHER), user: line(KEY) },
    { code: 'GIT_HOST_KEY_WRONG', message: expect.stringContaining('argocd-ssh-known-hosts-cm') },
  ],
])('the host key of the remote: %s', async (_, known, expected) => {
  expect(await plan(known)).toMatchObject(expected);
});
