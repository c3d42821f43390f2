import { parseDockerfile } from '../../dockerfile.ts';
import { isDockerfilePath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

export const dockerfileExecForm = defineRule({
  id: 'dockerfile-exec-form',
  group: 'dockerfile',
  severity: 'warning',
  scope: 'file',
  accepts: isDockerfilePath,
  evaluate: ({ path, text }) => {
    const { instructions, stages } = parseDockerfile(text);
    return instructions
      .filter(({ keyword, stage }) => stage === stages.length - 1 && (keyword === 'CMD' || keyword === 'ENTRYPOINT'))
      .filter(({ value }) => value !== '' && !value.startsWith('['))
      .map(({ keyword, line }) => ({
        place: { file: path, line },
        parameters: { instruction: keyword },
        key: keyword,
      }));
  },
});
