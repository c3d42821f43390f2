import { LOCAL_ENGINE } from '../../domain/local-engine.ts';
import { LoungeError } from '../../domain/errors.ts';
import { readField, textOf } from '../../engine/manifest/read-field.ts';
import type { ClusterObject } from '../../ports/cluster.ts';
import type { Engine, Lounge } from '../context.ts';

const SECRET_TYPE = 'argocd.argoproj.io/secret-type';

/**
 * Whether Argo CD may have a login at the remote that is not of `.env`: that of its owner, or, on this machine, none that it needs.
 * True as well where we may not look; root-app proves it then. https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories
 */
export async function hasOwnLogin({ config }: Lounge, { name, cluster, delivery }: Engine): Promise<boolean> {
  if (config.engines[name]?.kind === LOCAL_ENGINE) return true;
  const secrets = await cluster.list('Secret', delivery.namespace).catch(forbidden);
  return secrets === undefined || secrets.some((secret) => isFor(secret, config.repository.url));
}

function isFor(secret: ClusterObject, url: string): boolean {
  const type = readField(secret, ['metadata', 'labels', SECRET_TYPE]);
  const of = Buffer.from(textOf(readField(secret, ['data', 'url'])) ?? '', 'base64').toString();
  return (type === 'repository' && of === url) || (type === 'repo-creds' && of !== '' && url.startsWith(of));
}

function forbidden(error: unknown): undefined {
  if (error instanceof LoungeError && error.code === 'CLUSTER_FORBIDDEN') return undefined;
  throw error;
}
