import { listOf, readField, textOf } from '../../../manifest/read-field.ts';
import { isKustomizationPath, isYamlPath } from '../../policy-context.ts';
import { defineRule, type Report, type TextFile } from '../../rule.ts';
import { sameRepository } from '../../same-repository.ts';
import type { FieldPath, SourceDocument } from '../../source-yaml.ts';

const LISTS = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'transformers',
  'generators',
  'validators',
  'patchesStrategicMerge',
];

/** Everything that kustomize or Argo CD would fetch from somewhere else than this repository. */
export const scopeForeignSource = defineRule({
  id: 'scope-foreign-source',
  group: 'scope',
  severity: 'error',
  scope: 'file',
  accepts: (path) =>
    isKustomizationPath(path) || path === '.gitmodules' || (path.startsWith('app-of-apps/') && isYamlPath(path)),
  evaluate: (file, context) => {
    if (file.path === '.gitmodules') return modules(file);
    const { documents } = context.yaml(file.path);
    return documents.flatMap((document) => {
      if (isKustomizationPath(file.path)) return kustomizationSources(file.path, document);
      return argoSources(file.path, document, context.config.repository.url);
    });
  },
});

function kustomizationSources(file: string, document: SourceDocument): readonly Report[] {
  const remote = LISTS.flatMap((field) =>
    listOf(readField(document.value, [field])).flatMap((item, index) => {
      const text = textOf(item);
      return text !== undefined && isRemote(text) ? [report(file, document, [field, index], text)] : [];
    }),
  );
  const charts = ['helmCharts', 'helmChartInflationGenerator'].flatMap((field) =>
    listOf(readField(document.value, [field])).map((_, index) => report(file, document, [field, index], field)),
  );
  return [...remote, ...charts];
}

function argoSources(file: string, document: SourceDocument, repository: string): readonly Report[] {
  if (document.kind !== 'Application' && document.kind !== 'ApplicationSet' && document.kind !== 'AppProject')
    return [];
  const sources = listOf(readField(document.value, ['spec', 'sources'])).map(
    (_, index) => ['spec', 'sources', index, 'repoURL'] as const,
  );
  const projects = listOf(readField(document.value, ['spec', 'sourceRepos'])).map(
    (_, index) => ['spec', 'sourceRepos', index] as const,
  );
  const paths: readonly FieldPath[] = [['spec', 'source', 'repoURL'], ...sources, ...projects];
  return paths.flatMap((path) => {
    const url = textOf(readField(document.value, path));
    return url === undefined || url === '*' || sameRepository(url, repository)
      ? []
      : [report(file, document, path, url)];
  });
}

function modules({ path, text }: TextFile): readonly Report[] {
  return text.split('\n').flatMap((line, index) => {
    const url = /^\s*url\s*=\s*(\S{1,500})/.exec(line)?.[1];
    return url === undefined
      ? []
      : [{ place: { file: path, line: index + 1 }, parameters: { source: withoutLogin(url) }, key: withoutLogin(url) }];
  });
}

/** `https://…`, `git@…:…`, `host.com/org/repo`, anything with `?ref=`. */
function isRemote(text: string): boolean {
  return (
    /^[a-z+]{2,10}:\/\/|^[\w.-]+@[\w.-]+:|\?(ref|version)=/i.test(text) ||
    (/^[\w-]+(\.[\w-]+)*\.[a-z]{2,10}\/[^/]+\/[^/]+/i.test(text) && !text.startsWith('.'))
  );
}

function report(file: string, document: SourceDocument, path: FieldPath, source: string): Report {
  const shown = withoutLogin(source);
  return { place: { file, line: document.lineOf(path) }, parameters: { source: shown }, key: shown };
}

function withoutLogin(url: string): string {
  return url.replace(/\/\/[^/@]{1,300}@/, '//');
}
