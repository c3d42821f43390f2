import { defineRule } from '../../rule.ts';

export const repoFileSize = defineRule({
  id: 'repo-file-size',
  group: 'repository',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ snapshot, config }) => {
    const limit = config.policy.maxFileBytes;
    return snapshot.files
      .filter(({ bytes }) => bytes > limit)
      .map(({ path, bytes }) => ({ place: { file: path }, parameters: { path, bytes, limit } }));
  },
});
