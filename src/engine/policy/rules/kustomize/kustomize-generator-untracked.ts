import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { listOf, readField, textOf } from '../../../manifest/read-field.ts';
import { normalisePath } from '../../normalise-path.ts';
import { folderOf, isKustomizationPath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

const MISSING: LocalizedText = { en: 'is not in git', ko: 'git에 없습니다' };
const SECRET: LocalizedText = { en: 'is a file of secrets', ko: '시크릿 파일입니다' };

export const kustomizeGeneratorUntracked = defineRule({
  id: 'kustomize-generator-untracked',
  group: 'kustomize',
  severity: 'error',
  scope: 'file',
  accepts: (path) => isKustomizationPath(path) && path.startsWith('app-of-apps/'),
  evaluate: ({ path }, context) => {
    const document = context.yaml(path).documents[0];
    return ['configMapGenerator', 'secretGenerator'].flatMap((field) =>
      listOf(readField(document?.value, [field])).flatMap((generator, index) =>
        sourcesOf(generator).flatMap((source) => {
          const target = normalisePath(`${folderOf(path)}/${source}`);
          const isSecret = /(^|\/)\.env(\.(?!example)[^/]+)?$/.test(source);
          if (!isSecret && target !== undefined && context.file(target)) return [];
          const line = document?.lineOf([field, index]) ?? 1;
          return [
            { place: { file: path, line }, parameters: { source, problem: isSecret ? SECRET : MISSING }, key: source },
          ];
        }),
      ),
    );
  },
});

function sourcesOf(generator: unknown): readonly string[] {
  const files = listOf(readField(generator, ['files'])).map((file) => String(file).replace(/^[^=]*=/, ''));
  const environments = [...listOf(readField(generator, ['envs'])), readField(generator, ['env'])].flatMap(
    (file) => textOf(file) ?? [],
  );
  return [...files, ...environments];
}
