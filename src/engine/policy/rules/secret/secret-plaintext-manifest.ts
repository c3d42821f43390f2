import { listOf, readField, recordOf, textOf } from '../../../manifest/read-field.ts';
import { isPlaceholder } from '../../detectors/is-placeholder.ts';
import { isKustomizationPath, isYamlPath } from '../../policy-context.ts';
import { defineRule, type Report } from '../../rule.ts';
import type { SourceDocument } from '../../source-yaml.ts';

export const secretPlaintextManifest = defineRule({
  id: 'secret-plaintext-manifest',
  group: 'secret',
  severity: 'error',
  scope: 'file',
  accepts: (path) => isYamlPath(path) || isKustomizationPath(path) || path.endsWith('.json'),
  evaluate: ({ path, text }, context) => {
    if (!text.includes('Secret') && !text.includes('secretGenerator')) return [];
    return context
      .yaml(path)
      .documents.flatMap((document) => [...inSecret(path, document), ...inGenerator(path, document)]);
  },
});

function inSecret(file: string, document: SourceDocument): readonly Report[] {
  if (document.kind !== 'Secret' || document.apiVersion !== 'v1' || readField(document.value, ['sops']) !== undefined)
    return [];
  const field = ['data', 'stringData'].find((name) =>
    Object.values(recordOf(readField(document.value, [name]))).some((value) => isReal(value)),
  );
  if (field === undefined) return [];
  const object = `Secret/${document.name ?? ''}`;
  return [{ place: { file, line: document.lineOf([field]), object }, parameters: { object } }];
}

function inGenerator(file: string, document: SourceDocument): readonly Report[] {
  return listOf(readField(document.value, ['secretGenerator'])).flatMap((generator, index) => {
    const literals = listOf(readField(generator, ['literals'])).map((literal) =>
      String(literal).replace(/^[^=]*=/, ''),
    );
    if (!literals.some((value) => isReal(value))) return [];
    const object = `secretGenerator/${textOf(readField(generator, ['name'])) ?? ''}`;
    return [{ place: { file, line: document.lineOf(['secretGenerator', index]), object }, parameters: { object } }];
  });
}

function isReal(value: unknown): boolean {
  return typeof value === 'string'
    ? !isPlaceholder(value.trim())
    : typeof value === 'number' || typeof value === 'boolean';
}
