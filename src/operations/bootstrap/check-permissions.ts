import { LoungeError } from '../../domain/errors.ts';
import { grantingManifest } from '../../domain/granting-manifest.ts';
import type { RenderedObject } from '../../domain/rendered-object.ts';
import { engineNamespaces } from '../../engine/manifest/generate/engine-namespaces.ts';
import { permissionText } from '../../engine/manifest/generate/roles/excess-permissions.ts';
import type { AccessQuestion } from '../../ports/cluster-administration.ts';
import type { Engine, Lounge } from '../context.ts';

/** Asks the cluster whether we may do all of this. Throws BOOTSTRAP_FORBIDDEN with the YAML that grants it. Returns how many questions it were. */
export async function checkPermissions(
  lounge: Lounge,
  engine: Engine,
  username: string,
  questions: readonly AccessQuestion[],
): Promise<number> {
  const answers = await Promise.all(
    questions.map(async (question) => ({ ...question, ...(await engine.administration.allowed(question)) })),
  );
  const lacking = answers
    .filter(({ allowed }) => !allowed)
    .map(({ verb, group, resource, namespace }) => ({ verb, group, resource, namespace }));
  if (lacking.length === 0) return questions.length;
  const { config } = lounge;
  const namespaces = engineNamespaces(config, engine.name);
  throw new LoungeError('BOOTSTRAP_FORBIDDEN', {
    username,
    missing: lacking.map(
      ({ verb, group, resource, namespace }) =>
        `${permissionText(verb, group, resource)}${namespace === undefined ? '' : ` (${namespace})`}`,
    ),
    yaml: grantingManifest(username, lacking, { name: `lounge-${config.name}-bootstrap`, namespaces }),
  });
}

/** Each verb on each kind in each namespace, once; whoever writes Roles must hold what is in them, or may escalate. */
export function questionsFor(objects: readonly RenderedObject[], verbs: readonly string[]): readonly AccessQuestion[] {
  const questions = objects.flatMap(({ kind, metadata: { namespace } }) => {
    const needed = kind === 'Role' ? [...verbs, 'escalate', 'bind'] : verbs;
    return needed.map((verb): AccessQuestion => ({ verb, kind, namespace }));
  });
  const known = new Map(questions.map((question) => [JSON.stringify(question), question]));
  return [...known.values()];
}
