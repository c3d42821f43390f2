import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { workloadNamespaces, WORKLOAD_KINDS } from '../../../manifest/generate/generate-projects.ts';
import { argocdNamespaceOf, usedEngines } from '../../../manifest/generate/engine-namespaces.ts';
import { ROOT_PROJECT } from '../../../manifest/layout.ts';
import { listOf, readField, shownOf, textOf } from '../../../manifest/read-field.ts';
import type { PolicyContext } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';
import type { FieldPath } from '../../source-yaml.ts';

interface Breach {
  readonly at: FieldPath;
  readonly problem: LocalizedText;
}

export const argoProjectWildcard = defineRule({
  id: 'argo-project-wildcard',
  group: 'argo',
  severity: 'error',
  scope: 'repository',
  evaluate: (context) =>
    context.documentsOfKind('AppProject', 'app-of-apps').flatMap(({ path, document }) => {
      const object = `AppProject/${document.name ?? ''}`;
      return breaches(document.value, document.name === ROOT_PROJECT, context).map(({ at, problem }) => ({
        place: { file: path, line: document.lineOf(at), object },
        parameters: { object, problem },
        key: problem.en,
      }));
    }),
});

function breaches(project: unknown, isRoot: boolean, context: PolicyContext): readonly Breach[] {
  const namespaces = isRoot
    ? usedEngines(context.config).map((engine) => argocdNamespaceOf(context.config, engine))
    : workloadNamespaces(context.config);
  return [
    ...itemsOf(project, 'sourceRepos')
      .filter(({ item }) => item === '*')
      .map(({ at }) => breach(at, 'it allows every repository.', '모든 저장소를 허용합니다.')),
    ...itemsOf(project, 'destinations')
      .filter(
        ({ item }) =>
          !namespaces.includes(textOf(readField(item, ['namespace'])) ?? '') || readField(item, ['server']) === '*',
      )
      .map(({ item, at }) =>
        breach(
          at,
          `it allows the destination ${shown(item, 'namespace')}.`,
          `목적지 ${shown(item, 'namespace')}을(를) 허용합니다.`,
        ),
      ),
    ...itemsOf(project, 'clusterResourceWhitelist').map(({ item, at }) =>
      breach(
        at,
        `it allows the cluster resource ${shown(item, 'kind')}.`,
        `클러스터 리소스 ${shown(item, 'kind')}을(를) 허용합니다.`,
      ),
    ),
    ...kindBreaches(project, isRoot),
  ];
}

function kindBreaches(project: unknown, isRoot: boolean): readonly Breach[] {
  const allowed = isRoot ? [{ group: 'argoproj.io', kind: 'Application' }] : WORKLOAD_KINDS;
  const listed = itemsOf(project, 'namespaceResourceWhitelist');
  if (listed.length === 0)
    return [
      breach(['spec'], 'it does not list the allowed kinds, so all are.', '허용할 종류를 적지 않아 모두 허용합니다.'),
    ];
  return listed
    .filter(
      ({ item }) =>
        !allowed.some(({ group, kind }) => readField(item, ['group']) === group && readField(item, ['kind']) === kind),
    )
    .map(({ item, at }) =>
      breach(at, `it allows the kind ${shown(item, 'kind')}.`, `${shown(item, 'kind')} 종류를 허용합니다.`),
    );
}

function itemsOf(project: unknown, field: string): readonly { readonly item: unknown; readonly at: FieldPath }[] {
  return listOf(readField(project, ['spec', field])).map((item, index) => ({ item, at: ['spec', field, index] }));
}

function breach(at: FieldPath, en: string, ko: string): Breach {
  return { at, problem: { en, ko } };
}

function shown(item: unknown, field: string): string {
  return shownOf(readField(item, [field]) ?? '?');
}
