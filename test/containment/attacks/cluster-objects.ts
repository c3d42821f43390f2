import type { RenderedObject } from '../../../src/domain/rendered-object.ts';
import { ROOT_APPLICATION, ROOT_PROJECT, LAYOUT } from '../../../src/engine/manifest/layout.ts';
import { stringify } from 'yaml';
import type { Attack, Write, Writer } from '../attack.ts';
import type { AttackedLounge } from '../attacked-lounge.ts';
import { tracked, type Manifest } from '../build-attack.ts';
import { foreignApplication } from '../gates/admission-gate.ts';

const GROUP = 'Applications and projects';
const REFRESH_ONLY = /may change the annotation argocd.argoproj.io\/refresh of an Application and nothing else/;

/** What is there already, changed. */
function changed(as: Writer, find: (lounge: AttackedLounge) => Manifest, change: (object: Manifest) => void) {
  return (lounge: AttackedLounge): Write => {
    const object = structuredClone(find(lounge)) as Manifest;
    change(object);
    return { as, verb: 'patch', object };
  };
}

const service = (lounge: AttackedLounge): Manifest => tracked(structuredClone(lounge.application()), lounge);
const foundationOf =
  (kind: string, name: string) =>
  ({ foundation }: AttackedLounge): RenderedObject => {
    const found = foundation.find((object) => object.kind === kind && object.metadata.name === name);
    if (!found) throw new Error(`no ${kind} ${name}`);
    return found;
  };
const rootApp = foundationOf('Application', ROOT_APPLICATION);
const project = foundationOf('AppProject', 'ai-agent-project');
const widen = ({ spec }: Manifest) => spec.destinations.push({ server: '*', namespace: '*' });

export const clusterObjectAttacks: readonly Attack[] = [
  {
    id: 'root-app-changed',
    group: GROUP,
    title: 'root-app, told to watch another folder by a file in the folder that it watches',
    push: (lounge) => ({
      [`${LAYOUT.applications}/root-app.yaml`]: stringify({
        ...rootApp(lounge),
        spec: { ...(rootApp(lounge)['spec'] as object), project: ROOT_PROJECT, syncPolicy: {} },
      }),
    }),
    write: changed('argocd', rootApp, ({ spec }) => {
      spec.source.path = 'private';
    }),
    stoppedBy: { rule: 'argo-project', admission: /do not belong together/ },
  },
  {
    id: 'application-taken-over',
    group: GROUP,
    title: "another team's Application, taken over by giving a service its name",
    write: (lounge) => {
      const object = tracked(structuredClone(lounge.application()), lounge) as Manifest;
      object.metadata.name = foreignApplication(lounge).metadata.name;
      return { as: 'argocd', verb: 'patch', object };
    },
    stoppedBy: { admission: /belongs to somebody else/ },
  },
  {
    id: 'application-let-go',
    group: GROUP,
    title: 'an Application of the lounge, moved to the project `default`',
    write: changed('argocd', service, ({ spec }) => {
      spec.project = 'default';
    }),
    stoppedBy: { admission: /are in the project ai-agent-project/ },
  },
  {
    id: 'application-annotated',
    group: GROUP,
    title: 'an Application of the lounge, marked so that root-app deletes it and makes it anew',
    write: changed('argocd', service, ({ metadata }) => {
      metadata.annotations['argocd.argoproj.io/sync-options'] = 'Replace=true,Force=true';
    }),
    stoppedBy: { admission: /has no sync-options of its own/ },
  },
  {
    id: 'sync-of-other-manifests',
    group: GROUP,
    title: 'a sync of manifests that are not in git',
    write: changed('argocd', service, (application) => {
      application.operation = { sync: { manifests: ['{}'] } };
    }),
    stoppedBy: { admission: /takes what is in git/ },
  },
  {
    id: 'sync-by-force',
    group: GROUP,
    title: 'a sync by force',
    write: changed('argocd', service, (application) => {
      application.operation = { sync: { syncStrategy: { apply: { force: true } } } };
    }),
    stoppedBy: { admission: /without force or replace/ },
  },
  {
    id: 'project-edited',
    group: GROUP,
    title: 'an edited AppProject in the folder that root-app watches',
    push: (lounge) => {
      const object = structuredClone(project(lounge));
      widen(object);
      return { [`${LAYOUT.applications}/project.yaml`]: stringify(object) };
    },
    write: changed('argocd', project, widen),
    stoppedBy: {
      rule: 'argo-project-wildcard',
      project: /AppProject is not permitted in project lounge-root/,
      admission: /follow from lounge.yaml/,
    },
  },
  {
    id: 'project-edited-in-place',
    group: GROUP,
    title: 'an edited app-of-apps/projects.yaml, for the administrator to apply',
    push: ({ files }) => ({
      [LAYOUT.projects]: (files.get(LAYOUT.projects) ?? '').replace(/namespace: ai-lounge$/m, 'namespace: "*"'),
    }),
    stoppedBy: { rule: 'argo-project-wildcard' },
  },
  {
    id: 'project-deleted',
    group: GROUP,
    title: 'the AppProject, deleted by Argo CD',
    write: (lounge) => ({ as: 'argocd', verb: 'delete', object: project(lounge) }),
    stoppedBy: { admission: /follow from lounge.yaml/ },
  },
];

const identityRows: readonly Omit<Attack, 'group'>[] = [
  {
    id: 'shipper-changes-spec',
    title: 'the spec of an Application, changed by the identity that ships',
    write: changed('shipper', service, ({ spec }) => {
      spec.syncPolicy.automated.prune = false;
    }),
    stoppedBy: { admission: REFRESH_ONLY },
  },
  {
    id: 'shipper-syncs',
    title: 'an operation, written into an Application by the identity that ships',
    write: changed('shipper', service, (application) => {
      application.operation = { sync: { prune: true } };
    }),
    stoppedBy: { admission: REFRESH_ONLY },
  },
  {
    id: 'shipper-labels',
    title: 'a label of an Application',
    write: changed('shipper', service, ({ metadata }) => {
      metadata.labels = { team: 'evil' };
    }),
    stoppedBy: { admission: REFRESH_ONLY },
  },
  {
    id: 'shipper-annotates',
    title: 'another annotation than the refresh',
    write: changed('shipper', service, ({ metadata }) => {
      metadata.annotations['argocd.argoproj.io/skip-reconcile'] = 'true';
    }),
    stoppedBy: { admission: /Only the annotation argocd.argoproj.io\/refresh/ },
  },
  {
    id: 'shipper-untracks',
    title: 'an annotation taken away',
    write: changed('shipper', service, ({ metadata }) => {
      metadata.annotations = null;
    }),
    stoppedBy: { admission: /Only the annotation argocd.argoproj.io\/refresh/ },
  },
  {
    id: 'shipper-deletes-application',
    title: 'an Application, deleted by the identity that ships',
    write: (lounge) => ({ as: 'shipper', verb: 'delete', object: lounge.application() }),
    stoppedBy: { admission: /may ask Argo CD for a refresh and change nothing/ },
  },
  {
    id: 'shipper-edits-project',
    title: 'the AppProject, edited by the identity that ships',
    write: changed('shipper', project, widen),
    stoppedBy: { admission: /lounge bootstrap|change nothing/ },
  },
  {
    id: 'shipper-edits-workload',
    title: 'a Deployment, edited by the identity that ships',
    write: changed(
      'shipper',
      (lounge) => lounge.rendered('deployment.yaml'),
      ({ spec }) => {
        spec.replicas = 0;
      },
    ),
    stoppedBy: { admission: /write nothing but their Secrets/ },
  },
  {
    id: 'shipper-cluster-secret',
    title: 'a Secret by which Argo CD would learn of another cluster',
    write: ({ argocd }) => ({
      as: 'shipper',
      verb: 'create',
      object: {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'elsewhere', namespace: argocd, labels: { 'argocd.argoproj.io/secret-type': 'cluster' } },
      },
    }),
    stoppedBy: { admission: /may ask Argo CD for a refresh and change nothing/ },
  },
  {
    id: 'shipper-token-secret',
    title: 'a Secret that the cluster fills with the token of a ServiceAccount',
    write: ({ namespace }) => ({
      as: 'shipper',
      verb: 'create',
      object: {
        apiVersion: 'v1',
        kind: 'Secret',
        type: 'kubernetes.io/service-account-token',
        metadata: { name: 'token', namespace, annotations: { 'kubernetes.io/service-account.name': 'default' } },
      },
    }),
    stoppedBy: { admission: /the token of a ServiceAccount/ },
  },
];

export const identityAttacks: readonly Attack[] = identityRows.map((row) => ({
  ...row,
  group: 'Writes with the identity that ships',
}));
