import { LoungeError } from '../../domain/errors.ts';
import type { RenderedObject } from '../../domain/rendered-object.ts';
import { grantingManifest } from '../../engine/manifest/bootstrap/granting-manifest.ts';
import { permissionText } from '../../engine/manifest/generate/roles/excess-permissions.ts';
import type { AccessQuestion } from '../../ports/cluster-administration.ts';
import type { Engine } from '../context.ts';

/** Asks the cluster whether we may do everything that the objects need. Throws BOOTSTRAP_FORBIDDEN with the YAML that grants it. */
export async function checkPermissions(
  engine: Engine,
  lounge: string,
  username: string,
  objects: readonly RenderedObject[],
  verbs: readonly string[],
): Promise<number> {
  const questions = questionsFor(objects, verbs);
  const answers = await Promise.all(
    questions.map(async (question) => ({ ...question, ...(await engine.administration.allowed(question)) })),
  );
  const lacking = answers
    .filter(({ allowed }) => !allowed)
    .map(({ verb, group, resource, namespace }) => ({ verb, group, resource, namespace }));
  if (lacking.length === 0) return questions.length;
  throw new LoungeError('BOOTSTRAP_FORBIDDEN', {
    username,
    missing: lacking.map(
      ({ verb, group, resource, namespace }) =>
        `${permissionText(verb, group, resource)}${namespace === undefined ? '' : ` (${namespace})`}`,
    ),
    yaml: grantingManifest(username, lacking, lounge),
  });
}

/** Each verb on each kind in each namespace, once; whoever writes Roles must hold what is in them, or may escalate. */
function questionsFor(objects: readonly RenderedObject[], verbs: readonly string[]): readonly AccessQuestion[] {
  const questions = objects.flatMap(({ kind, metadata: { namespace } }) => {
    const needed = kind === 'Role' ? [...verbs, 'escalate', 'bind'] : verbs;
    return needed.map((verb): AccessQuestion => ({ verb, kind, namespace }));
  });
  const known = new Map(questions.map((question) => [JSON.stringify(question), question]));
  return [...known.values()];
}
