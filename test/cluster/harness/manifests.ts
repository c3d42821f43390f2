import type { PushedImage } from './behave-image.ts';

/** A Kubernetes object that a scenario writes and changes freely. */
// oxlint-disable-next-line typescript/no-explicit-any -- the point of a scenario is to write what no type allows
export type Manifest = any;

export interface WebOptions {
  readonly env?: Readonly<Record<string, string | number>>;
  readonly replicas?: number;
  readonly kind?: 'Deployment' | 'StatefulSet';
}

export const environment = (env: Readonly<Record<string, string | number>>) =>
  Object.entries(env).map(([name, value]) => ({ name, value: String(value) }));

/** The image that `images:` of the kustomization replaces. */
export const PLACEHOLDER = 'web-image';

/** A workload named `web` whose pods listen on 8080. */
export function web({ env = {}, replicas = 1, kind = 'Deployment' }: WebOptions = {}): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web', labels: { app: 'web' } },
    spec: {
      replicas,
      ...(kind === 'StatefulSet' ? { serviceName: 'web' } : {}),
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          terminationGracePeriodSeconds: 5,
          automountServiceAccountToken: false,
          containers: [
            {
              name: 'web',
              image: PLACEHOLDER,
              env: environment(env),
              ports: [{ name: 'http', containerPort: 8080 }],
              readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1, failureThreshold: 2 },
            },
          ],
        },
      },
    },
  };
}

/** The first container of a workload. */
export const containerOf = (workload: Manifest): Manifest => workload.spec.template.spec.containers[0];

export function service(): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  };
}

export function job(name: string, env: Readonly<Record<string, string | number>>, annotations = {}): Manifest {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, annotations },
    spec: {
      backoffLimit: 0,
      template: {
        spec: {
          restartPolicy: 'Never',
          terminationGracePeriodSeconds: 1,
          containers: [{ name: 'job', image: PLACEHOLDER, env: environment({ MODE: 'job', ...env }) }],
        },
      },
    },
  };
}

export function cronJob(suspend = false, env: Readonly<Record<string, number>> = { RUN_MS: 300 }): Manifest {
  const { spec } = job('tick', env);
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'tick' },
    spec: { schedule: '* * * * *', suspend, jobTemplate: { spec } },
  };
}

/** The files of an overlay that puts the image where the placeholder stands. */
export function overlayFiles(
  folder: string,
  repository: string,
  image: Pick<PushedImage, 'tag' | 'digest'>,
  objects: readonly Manifest[],
  more: Manifest = {},
): Record<string, string> {
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: ['objects.yaml'],
    images: [{ name: PLACEHOLDER, newName: repository, newTag: image.tag, digest: image.digest }],
    ...more,
  };
  return {
    [`${folder}/kustomization.yaml`]: `${JSON.stringify(kustomization, undefined, 1)}\n`,
    [`${folder}/objects.yaml`]: objects.map((object) => JSON.stringify(object, undefined, 1)).join('\n---\n'),
  };
}
