import { parse, stringify } from 'yaml';
import { ROOT_APPLICATION, LAYOUT, servicePaths } from '../../src/engine/manifest/layout.ts';
import type { RenderedObject } from '../../src/domain/rendered-object.ts';
import type { Attack, Stops } from './attack.ts';
import { SERVICE, type AttackedLounge } from './attacked-lounge.ts';

/** An object that an attack changes as no type allows. */
// oxlint-disable-next-line typescript/no-explicit-any -- the point of an attack is to write what no type allows
export type Manifest = any;

interface Row {
  readonly id: string;
  readonly title: string;
  readonly stoppedBy: Stops;
}

const BASE = servicePaths(SERVICE).base;
const INTRUDER = 'intruder';

/** A changed pod spec of the service's Deployment; the same is written to the API server as Argo CD would. */
export function podAttack(row: Row & { readonly change: (pod: Manifest, lounge: AttackedLounge) => void }): Attack {
  const changed = (deployment: Manifest, lounge: AttackedLounge): Manifest => {
    row.change(deployment.spec.template.spec, lounge);
    return deployment;
  };
  return {
    ...row,
    group: 'What pods may do',
    push: (lounge) => ({ [`${BASE}/deployment.yaml`]: edited(lounge, 'deployment.yaml', changed) }),
    write: (lounge) => ({
      as: 'argocd',
      verb: 'create',
      object: named(changed(structuredClone(lounge.rendered('deployment.yaml')), lounge)),
    }),
  };
}

/** A pod that somebody creates without a workload: what a Deployment's pods are held to as well. With a rule, the Deployment is pushed too. */
export function podWriteAttack(
  row: Row & { readonly change: (pod: Manifest, lounge: AttackedLounge) => void },
): Attack {
  return {
    ...row,
    group: 'What pods may do',
    ...(row.stoppedBy.rule === undefined ? {} : { push: podAttack(row).push }),
    write: (lounge) => {
      const { template } = (structuredClone(lounge.rendered('deployment.yaml')) as Manifest).spec;
      row.change(template.spec, lounge);
      const metadata = { name: INTRUDER, namespace: lounge.namespace };
      return {
        as: 'administrator',
        verb: 'create',
        object: { apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec },
      };
    },
  };
}

/** A changed file of the service's base. */
export function manifestAttack(
  row: Row & {
    readonly group: string;
    readonly file: 'deployment.yaml' | 'service.yaml';
    readonly change: (object: Manifest, lounge: AttackedLounge) => void;
  },
): Attack {
  const changed = (object: Manifest, lounge: AttackedLounge): Manifest => {
    row.change(object, lounge);
    return object;
  };
  return {
    ...row,
    push: (lounge) => ({ [`${BASE}/${row.file}`]: edited(lounge, row.file, changed) }),
    write: (lounge) => ({
      as: 'argocd',
      verb: 'create',
      object: named(changed(structuredClone(lounge.rendered(row.file)), lounge)),
    }),
  };
}

/** One more object in the service's base. */
export function objectAttack(row: Row & { readonly object: (lounge: AttackedLounge) => Manifest }): Attack {
  return {
    ...row,
    group: 'Kinds that are not for a service',
    push: (lounge) => ({
      [`${BASE}/${row.id}.yaml`]: stringify({ ...row.object(lounge), isCluster: undefined }),
      [`${BASE}/kustomization.yaml`]: `${lounge.files.get(`${BASE}/kustomization.yaml`)}  - ${row.id}.yaml\n`,
    }),
    write: (lounge) => ({ as: 'shipper', verb: 'create', object: placed(row.object(lounge), lounge) }),
  };
}

/** One more Application in the folder that root-app watches, made from the generated one. */
export function applicationAttack(
  row: Row & { readonly name?: string; readonly change: (application: Manifest, lounge: AttackedLounge) => void },
): Attack {
  const name = row.name ?? row.id;
  const application = (lounge: AttackedLounge): Manifest => {
    const object = structuredClone(lounge.application()) as Manifest;
    object.metadata.name = name;
    object.spec.source.path = object.spec.source.path.replace(`/${SERVICE}/`, `/${name}/`);
    row.change(object, lounge);
    return object;
  };
  return {
    ...row,
    group: 'Applications and projects',
    push: (lounge) => ({ [`${LAYOUT.applications}/${name}.yaml`]: stringify(application(lounge)) }),
    write: (lounge) => ({ as: 'argocd', verb: 'create', object: tracked(application(lounge), lounge) }),
  };
}

/** As Argo CD marks what root-app made. */
export function tracked(object: Manifest, { argocd }: AttackedLounge): RenderedObject {
  const id = `${ROOT_APPLICATION}:argoproj.io/${object.kind}:${argocd}/${object.metadata.name}`;
  object.metadata.annotations = { ...object.metadata.annotations, 'argocd.argoproj.io/tracking-id': id };
  return object as RenderedObject;
}

function edited(
  lounge: AttackedLounge,
  file: string,
  change: (object: Manifest, lounge: AttackedLounge) => Manifest,
): string {
  return stringify(change(parse(lounge.files.get(`${BASE}/${file}`) ?? ''), lounge), { lineWidth: 0 });
}

/** Beside the service's own: a create of what is there would be refused for that. */
function named(object: Manifest): RenderedObject {
  return { ...object, metadata: { ...object.metadata, name: INTRUDER } } as RenderedObject;
}

function placed({ isCluster, ...object }: Manifest, { namespace }: AttackedLounge): RenderedObject {
  return { ...object, metadata: isCluster ? object.metadata : { ...object.metadata, namespace } } as RenderedObject;
}
