import { parse, stringify } from 'yaml';
import { ServiceSpec } from '../../../src/domain/service-spec.ts';
import { generateWorkload } from '../../../src/engine/manifest/generate/generate-workload.ts';
import { kustomizationPath } from '../../../src/engine/manifest/layout.ts';
import type { RenderedObject } from '../../../src/domain/rendered-object.ts';
import type { Attack, Write } from '../attack.ts';
import { ENVIRONMENT, SERVICE, type AttackedLounge } from '../attacked-lounge.ts';
import { tracked, type Manifest } from '../build-attack.ts';
import { foreignApplication } from '../gates/admission-gate.ts';

const GROUP = 'What a lounge must be able to do';
const OVERLAY = kustomizationPath(SERVICE, ENVIRONMENT);
const OTHER = `sha256:${'c'.repeat(64)}`;

const write = (make: (lounge: AttackedLounge) => Write): Pick<Attack, 'write'> => ({ write: make });

function changed(object: RenderedObject, change: (object: Manifest) => void): RenderedObject {
  const copy = structuredClone(object) as Manifest;
  change(copy);
  return copy as RenderedObject;
}

/** Every gate lets these through: a fence that keeps everything out proves nothing. */
export const harmlessRows: readonly Attack[] = [
  {
    id: 'release',
    title: 'a release: a new tag and digest',
    push: ({ files }: AttackedLounge) => ({
      [OVERLAY]: (files.get(OVERLAY) ?? '').replace(/sha256:a+/, OTHER).replace('v202601020304', 'v202601020305'),
    }),
    ...write((lounge) => ({
      as: 'argocd',
      verb: 'patch',
      object: changed(lounge.rendered('deployment.yaml'), ({ spec }) => {
        spec.template.spec.containers[0].image = lounge.image.replace(/sha256:a+/, OTHER);
      }),
    })),
  },
  {
    id: 'first-release',
    title: 'the Application of a new service',
    ...write((lounge) => ({
      as: 'argocd',
      verb: 'create',
      object: tracked(
        changed(lounge.application(), ({ metadata, spec }) => {
          metadata.name = 'second';
          spec.source.path = spec.source.path.replace(SERVICE, 'second');
        }),
        lounge,
      ),
    })),
  },
  {
    id: 'refresh',
    title: 'the refresh, asked for by the identity that ships',
    ...write((lounge) => ({
      as: 'shipper',
      verb: 'patch',
      object: changed(tracked(structuredClone(lounge.application()), lounge), ({ metadata }) => {
        metadata.annotations['argocd.argoproj.io/refresh'] = 'normal';
      }),
    })),
  },
  {
    id: 'status',
    title: 'Argo CD: an operation and its status',
    ...write((lounge) => ({
      as: 'argocd',
      verb: 'patch',
      object: changed(tracked(structuredClone(lounge.application()), lounge), (application) => {
        application.operation = {
          initiatedBy: { automated: true },
          retry: { limit: 2 },
          sync: { prune: true, revision: 'a'.repeat(40), syncOptions: ['FailOnSharedResource=true'] },
        };
        application.status = { sync: { status: 'OutOfSync' } };
      }),
    })),
  },
  {
    id: 'secret',
    title: 'a Secret of the service, written by the identity that ships',
    ...write(({ namespace }) => ({
      as: 'shipper',
      verb: 'create',
      object: { apiVersion: 'v1', kind: 'Secret', type: 'Opaque', metadata: { name: 'hello', namespace } },
    })),
  },
  {
    id: 'migration',
    title: 'a Job that runs with each sync',
    ...write((lounge) => ({ as: 'argocd', verb: 'create', object: job(lounge) })),
  },
  {
    id: 'bootstrap',
    title: 'a project, changed by an administrator',
    ...write(({ foundation }) => ({
      as: 'administrator',
      verb: 'patch',
      object: changed(foundation.find(({ kind }) => kind === 'AppProject') as RenderedObject, ({ spec }) => {
        spec.description = 'changed';
      }),
    })),
  },
  {
    id: 'other-team',
    title: "another team's Application, changed by Argo CD",
    ...write((lounge) => ({
      as: 'argocd',
      verb: 'patch',
      object: changed(foreignApplication(lounge), ({ spec }) => {
        spec.source.helm = { values: 'a: b' };
      }),
    })),
  },
  {
    id: 'other-namespace',
    title: 'a node agent with hostPath in a namespace of others',
    ...write((lounge) => ({
      as: 'argocd',
      verb: 'create',
      object: changed(lounge.rendered('deployment.yaml'), ({ metadata, spec }) => {
        metadata.namespace = 'default';
        spec.template.spec.volumes.push({ name: 'host', hostPath: { path: '/var/log' } });
      }),
    })),
  },
].map((row) => ({ ...row, group: GROUP, stoppedBy: {} }) as Attack);

function job(lounge: AttackedLounge): RenderedObject {
  const text = generateWorkload(lounge.config, ServiceSpec.parse({ name: 'migration', kind: 'Job' }));
  const object = parse(stringify(parse(text)).replaceAll('image: migration', `image: ${lounge.image}`)) as Manifest;
  object.metadata.namespace = lounge.namespace;
  return object as RenderedObject;
}
