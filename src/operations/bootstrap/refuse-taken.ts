import { LoungeError } from '../../domain/errors.ts';
import { loungeOf } from '../../engine/manifest/bootstrap/ownership.ts';
import { ROOT_APPLICATION } from '../../engine/manifest/layout.ts';
import { readField, textOf } from '../../engine/manifest/read-field.ts';
import type { Engine, Lounge } from '../context.ts';

/** One Argo CD holds one lounge: its root-app reads our repository, or nothing is touched. Names are no proof: two lounges may have the same. Throws ARGOCD_TAKEN. */
export async function refuseTaken(lounge: Lounge, { cluster, delivery }: Engine): Promise<void> {
  const { namespace } = delivery;
  const root = await cluster.get('Application', namespace, ROOT_APPLICATION);
  if (root === undefined) return;
  const { url } = lounge.config.repository;
  const source = textOf(readField(root, ['spec', 'source', 'repoURL'])) ?? '?';
  if (source === url) return;
  const owner = loungeOf(root) ?? '?';
  throw new LoungeError('ARGOCD_TAKEN', { application: ROOT_APPLICATION, namespace, owner, source, url });
}
