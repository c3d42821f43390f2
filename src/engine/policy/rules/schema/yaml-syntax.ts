import { isYamlPath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

export const yamlSyntax = defineRule({
  id: 'yaml-syntax',
  group: 'schema',
  severity: 'error',
  scope: 'file',
  accepts: (path) => isYamlPath(path) && /^(apps|app-of-apps)\//.test(path),
  evaluate: ({ path }, context) => {
    const problems = context.yaml(path).problems;
    return problems.map(({ line, message }) => ({
      place: { file: path, line },
      key: message,
      parameters: { problem: { en: message, ko: `YAML 오류: ${message}` } },
    }));
  },
});
