import type { KubernetesObject } from '../../store/object-store.ts';
export const NAMESPACE = 'default';

export function podTemplate(tag = 'v1', container: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'web', image: `127.0.0.1:5000/web:${tag}`, ...container }] },
  };
}

export function deployment(spec: Record<string, unknown> = {}): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: NAMESPACE, labels: { app: 'web' } },
    spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: podTemplate(), ...spec },
  };
}

export function service(spec: Record<string, unknown> = {}): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: NAMESPACE },
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...spec },
  };
}

export function job(spec: Record<string, unknown> = {}): KubernetesObject {
  const containers = [{ name: 'migrate', image: '127.0.0.1:5000/web:v1' }];
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate', namespace: NAMESPACE },
    spec: { backoffLimit: 0, template: { spec: { restartPolicy: 'Never', containers } }, ...spec },
  };
}

export function statefulSet(spec: Record<string, unknown> = {}): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: NAMESPACE },
    spec: {
      replicas: 3,
      serviceName: 'db',
      selector: { matchLabels: { app: 'web' } },
      template: podTemplate(),
      ...spec,
    },
  };
}
