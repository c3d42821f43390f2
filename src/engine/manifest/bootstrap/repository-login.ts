import { Buffer } from 'node:buffer';
import type { LoungeConfig } from '../../../domain/lounge-config.ts';
import type { RenderedObject } from '../../../domain/rendered-object.ts';

/** How Argo CD logs in at the git remote. */
export type RepositoryLogin =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly user: string; readonly token: string }
  | { readonly kind: 'key'; readonly key: string };

/** Whether the remote is reached by SSH (`ssh://…` or `git@host:path`), so that a key and a host key are needed. */
export function isSshUrl(url: string): boolean {
  return /^(git\+)?ssh:\/\//i.test(url) || /^[\w.-]+@[\w.-]+:(?!\/\/)/.test(url);
}

/** Host and port of an SSH remote. */
export function sshAddress(url: string): { readonly host: string; readonly port: number } | undefined {
  if (!isSshUrl(url)) return undefined;
  const short = /^[\w.-]+@([\w.-]+):(?!\/\/)/.exec(url);
  if (short?.[1] !== undefined) return { host: short[1], port: 22 };
  if (!URL.canParse(url)) return undefined;
  const { hostname, port } = new URL(url);
  return { host: hostname.replaceAll(/^\[|\]$/g, ''), port: port === '' ? 22 : Number(port) };
}

/** The Secret by which Argo CD reads the repository: https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories. */
export function repositorySecret(
  config: LoungeConfig,
  argocdNamespace: string,
  login: RepositoryLogin,
): RenderedObject | undefined {
  if (login.kind === 'none') return undefined;
  const credentials =
    login.kind === 'token' ? { username: login.user, password: login.token } : { sshPrivateKey: login.key };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: repositorySecretName(config),
      namespace: argocdNamespace,
      labels: { 'argocd.argoproj.io/secret-type': 'repository' },
    },
    type: 'Opaque',
    data: Object.fromEntries(
      Object.entries({ type: 'git', url: config.repository.url, ...credentials }).map(([key, value]) => [
        key,
        Buffer.from(value).toString('base64'),
      ]),
    ),
  };
}

export function repositorySecretName(config: LoungeConfig): string {
  return `lounge-${config.name}-repository`.slice(0, 63);
}
