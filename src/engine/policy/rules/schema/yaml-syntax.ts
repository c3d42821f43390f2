import { isYamlPath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';
import { parseSourceYaml } from '../../source-yaml.ts';

export const yamlSyntax = defineRule({
  id: 'yaml-syntax',
  group: 'schema',
  severity: 'error',
  scope: 'file',
  accepts: (path) => isYamlPath(path) && /^(apps|app-of-apps)\//.test(path),
  evaluate: ({ path, text }) => {
    const problems = parseSourceYaml(text).problems;
    return problems.map(({ line, message }) => ({
      place: { file: path, line },
      key: message,
      parameters: { problem: { en: message, ko: `YAML 오류: ${message}` } },
    }));
  },
});
