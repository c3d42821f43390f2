import { createIgnoreStack } from '../../ignore-stack.ts';
import { defineRule } from '../../rule.ts';

export const secretEnvNotIgnored = defineRule({
  id: 'secret-env-not-ignored',
  group: 'secret',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ snapshot, services }) => {
    const isIgnored = createIgnoreStack(snapshot.files);
    const place = { file: '.gitignore', line: 1 };
    const probes = [
      '.env',
      '.env.local',
      '.env.production',
      ...[...services.sources].map((service) => `apps/${service}/.env`),
    ];
    const bare = probes.filter((path) => !isIgnored(path));
    const reports = bare.map((path) => ({
      place,
      key: path,
      parameters: { problem: { en: `${path} is not ignored by git.`, ko: `git이 ${path}을(를) 무시하지 않습니다.` } },
    }));
    if (!isIgnored('.env.example')) return reports;
    const problem = {
      en: '.env.example is ignored, so nobody sees which variables are needed.',
      ko: '.env.example이 무시되어 어떤 변수가 필요한지 알 수 없습니다.',
    };
    return [...reports, { place, key: '.env.example', parameters: { problem } }];
  },
});
