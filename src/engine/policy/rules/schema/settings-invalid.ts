import { LoungeError } from '../../../../domain/errors.ts';
import { parseLoungeConfig } from '../../../config/parse-lounge-config.ts';
import { parseServiceSpec } from '../../../config/parse-service-spec.ts';
import { parseEnvironmentFile } from '../../../environment-file/parse-environment-file.ts';
import { defineRule, type TextFile } from '../../rule.ts';

const SERVICE = /^apps\/([^/]+)\/service\.ya?ml$/;

export const settingsInvalid = defineRule({
  id: 'settings-invalid',
  group: 'schema',
  severity: 'error',
  scope: 'file',
  accepts: (path) => path === 'lounge.yaml' || path === '.env.example' || SERVICE.test(path),
  evaluate: (file) => {
    try {
      parseSettings(file);
      return [];
    } catch (error) {
      if (!(error instanceof LoungeError)) throw error;
      const { line, problem } = error.parameters;
      return [{ place: { file: file.path, line: typeof line === 'number' ? line : 1 }, parameters: { problem } }];
    }
  },
});

function parseSettings({ path, text }: TextFile): void {
  const service = SERVICE.exec(path)?.[1];
  if (service !== undefined) parseServiceSpec(text, path, { service });
  else if (path === '.env.example') parseEnvironmentFile(text);
  else parseLoungeConfig(text, path);
}
