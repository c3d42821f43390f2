import { namespaceOf, type LoungeConfig } from '../../../../domain/lounge-config.ts';
import {
  applicationName,
  applicationsFolder,
  IN_CLUSTER_SERVER,
  overlayFolder,
  ROOT_APPLICATION,
  ROOT_PROJECT,
} from '../../layout.ts';
import { argocdNamespaceOf, environmentsOn } from '../engine-namespaces.ts';
import type { AdmissionPolicy } from './admission-policy.ts';
import { celAnnotation, celList, celOnlyKeys, celText } from './cel-text.ts';

/** Annotations by which root-app would delete or replace a child. */
const DIRECTIVES = ['argocd.argoproj.io/hook', 'argocd.argoproj.io/sync-options'];
const SOURCE_KEYS = ['repoURL', 'path', 'targetRevision'];
const SPEC_KEYS = ['project', 'source', 'destination', 'syncPolicy', 'revisionHistoryLimit', 'info'];
const SYNC_POLICY_KEYS = ['automated', 'syncOptions', 'retry'];
const SYNC_OPTIONS = [
  'FailOnSharedResource=true',
  'ApplyOutOfSyncOnly=true',
  'PruneLast=true',
  'ServerSideApply=true',
  'CreateNamespace=false',
];

/**
 * What a lounge's Applications may be: exactly what lounge.yaml generates. Whatever root-app makes is told by Argo CD's
 * own tracking, so that a child cannot leave by naming another project; Applications of others are not looked at.
 */
export function guardApplications(config: LoungeConfig, engine: string): AdmissionPolicy {
  const argocd = argocdNamespaceOf(config, engine);
  return {
    about: 'applications',
    namespaces: [argocd],
    rules: [{ apiGroups: ['argoproj.io'], resources: ['applications'], operations: ['CREATE', 'UPDATE'] }],
    conditions: [
      {
        name: 'of-the-lounge',
        expression: `${isOurs(config, 'object')} || (oldObject != null && ${isOurs(config, 'oldObject')})`,
      },
      {
        // Argo CD writes the status through the same door, also of Applications that were there before this policy.
        name: 'more-than-status',
        expression: `oldObject == null || !(${isOurs(config, 'oldObject')}) || object.spec != oldObject.spec || object.?operation.orValue({}) != oldObject.?operation.orValue({}) || ${DIRECTIVES.map((name) => `${celAnnotation(name)} != ${celAnnotation(name, 'oldObject')}`).join(' || ')}`,
      },
    ],
    variables: [
      { name: 'isRoot', expression: `object.metadata.name == ${celText(ROOT_APPLICATION)}` },
      { name: 'source', expression: 'object.spec.?source.orValue({})' },
      { name: 'destination', expression: 'object.spec.?destination.orValue({})' },
    ],
    checks: [...identityChecks(config), ...sourceChecks(config, engine, argocd), ...syncChecks(config)],
  };
}

/** Of its projects, named root-app, or made by root-app. */
function isOurs(config: LoungeConfig, of: string): string {
  return [
    `(${of}.spec.?project.orValue('') in ${celList([config.project, ROOT_PROJECT])}`,
    `${of}.metadata.name == ${celText(ROOT_APPLICATION)}`,
    `${celAnnotation('argocd.argoproj.io/tracking-id', of)}.startsWith(${celText(`${ROOT_APPLICATION}:`)})`,
    `${of}.metadata.?labels[?'app.kubernetes.io/instance'].orValue('') == ${celText(ROOT_APPLICATION)})`,
  ].join(' || ');
}

function identityChecks(config: LoungeConfig): AdmissionPolicy['checks'] {
  return [
    {
      expression: `oldObject == null || ${isOurs(config, 'oldObject')}`,
      message: `This Application belongs to somebody else, the lounge ${config.name} cannot take it over. Give the service another name.`,
    },
    {
      expression: `object.spec.?project.orValue('') == (variables.isRoot ? ${celText(ROOT_PROJECT)} : ${celText(config.project)})`,
      message: `Applications of the lounge ${config.name} are in the project ${config.project}, and root-app alone in ${ROOT_PROJECT}. Take the change in app-of-apps back: lounge ship writes the file.`,
    },
    {
      expression: celOnlyKeys('object.spec', SPEC_KEYS),
      message: `An Application of the lounge ${config.name} has one source and nothing that changes what is compared (no sources, sourceHydrator, ignoreDifferences). Take the change back: lounge ship writes the file.`,
    },
  ];
}

function sourceChecks(config: LoungeConfig, engine: string, argocd: string): AdmissionPolicy['checks'] {
  const { url, branch } = config.repository;
  const places = environmentsOn(config, engine).map((environment) => placeOf(config, environment));
  const root = `variables.destination.?namespace.orValue('') == ${celText(argocd)} && variables.source.?path.orValue('') == ${celText(applicationsFolder(config, engine))}`;
  return [
    {
      expression: `variables.source.?repoURL.orValue('') == ${celText(url)} && variables.source.?targetRevision.orValue('') == ${celText(branch)}`,
      message: `Applications of the lounge ${config.name} come from the branch ${branch} of ${url}. Commit the manifests there.`,
    },
    {
      expression: celOnlyKeys('variables.source', SOURCE_KEYS),
      message: `Applications of the lounge ${config.name} are kustomize overlays: no Helm, plugin, chart, directory or kustomize settings in the source. Write them into the overlay.`,
    },
    {
      expression: `${celOnlyKeys('variables.destination', ['server', 'namespace'])} && variables.destination.?server.orValue('') == ${celText(IN_CLUSTER_SERVER)}`,
      message: `Applications of the lounge ${config.name} go to this cluster: write destination.server: ${IN_CLUSTER_SERVER}.`,
    },
    {
      expression: `variables.isRoot ? ${root} : (${places.join(' || ')})`,
      message: `Name, path and namespace do not belong together. An Application is named after its service and takes app-of-apps/overlays/<service>/overlays/<environment> to the namespace that lounge.yaml gives that environment.`,
    },
  ];
}

/** Name, path and namespace of an environment's Applications: `hello`, or `hello-staging`. */
function placeOf(config: LoungeConfig, environment: string): string {
  const path = "variables.source.?path.orValue('')";
  const [before = '', after = ''] = overlayFolder('*', environment).split('*');
  const suffix = applicationName(config, '', environment);
  const name = `object.metadata.name == ${path}.substring(${before.length}, size(${path}) - ${after.length}) + ${celText(suffix)}`;
  const shape = `${path}.matches(${celText(`^${before}[a-z0-9-]+${after}$`)})`;
  return `(variables.destination.?namespace.orValue('') == ${celText(namespaceOf(config, environment))} && ${shape} && ${name})`;
}

function syncChecks(config: LoungeConfig): AdmissionPolicy['checks'] {
  const syncPolicy = 'object.spec.?syncPolicy.orValue({})';
  const sync = 'object.?operation.?sync.orValue({})';
  const options = `.?syncOptions.orValue([]).all(option, option in ${celList(SYNC_OPTIONS)})`;
  const operation = [
    `!${sync}.?manifests.hasValue()`,
    `!${sync}.?sources.hasValue()`,
    ...['path', 'repoURL'].map(
      (key) => `${sync}.?source.?${key}.orValue(variables.source.${key}) == variables.source.${key}`,
    ),
    ...['apply', 'hook'].map((strategy) => `!${sync}.?syncStrategy.?${strategy}.?force.orValue(false)`),
    `${sync}${options}`,
  ];
  return [
    {
      expression: `${celOnlyKeys(syncPolicy, SYNC_POLICY_KEYS)} && ${syncPolicy}${options}`,
      message: `Of the sync options only ${SYNC_OPTIONS.join(', ')} are taken: others force, replace, or leave things behind. Take the change back: lounge ship writes the file.`,
    },
    {
      expression: `!has(object.operation) || (${celOnlyKeys(`${sync}.?source.orValue({})`, SOURCE_KEYS)} && ${operation.join(' && ')})`,
      message: `A sync of the lounge ${config.name} takes what is in git, without force or replace. Commit the change instead.`,
    },
    {
      expression: DIRECTIVES.map((name) => `${celAnnotation(name)} == ''`).join(' && '),
      message: `An Application is no hook and has no sync-options of its own. Take the change back: lounge ship writes the file.`,
    },
  ];
}
