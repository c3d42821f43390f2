import { parseDockerfile } from '../../dockerfile.ts';
import { isDockerfilePath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

export const dockerfileNonRoot = defineRule({
  id: 'dockerfile-non-root',
  group: 'dockerfile',
  severity: 'error',
  scope: 'file',
  accepts: isDockerfilePath,
  evaluate: ({ path, text }) => {
    const { instructions, stages } = parseDockerfile(text);
    const last = stages.at(-1);
    if (!last) return [];
    const user = lastUser(instructions, stages, stages.length - 1);
    const isNonRootBase = user === undefined && /:.*\bnonroot\b/.test(last.image);
    if (isNonRootBase || (user !== undefined && !isRoot(user.value))) return [];
    return [{ place: { file: path, line: user?.line ?? last.line }, parameters: { user: user?.value ?? 'root' } }];
  },
});

type Parsed = ReturnType<typeof parseDockerfile>;

/** The last USER of a stage, else of the stage that it starts from. */
function lastUser(
  instructions: Parsed['instructions'],
  stages: Parsed['stages'],
  stage: number,
): Parsed['instructions'][number] | undefined {
  const own = instructions.findLast((instruction) => instruction.stage === stage && instruction.keyword === 'USER');
  if (own) return own;
  const parent = stages.findIndex(
    ({ name }, index) => index < stage && name !== undefined && name === stages[stage]?.image.toLowerCase(),
  );
  return parent < 0 ? undefined : lastUser(instructions, stages, parent);
}

function isRoot(user: string): boolean {
  return /^["']?(root|0+)(:|["']?$)/.test(user);
}
