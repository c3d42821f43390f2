import type { LoungeConfig } from '../../../domain/lounge-config.ts';
import type { ServiceSpec } from '../../../domain/service-spec.ts';
import { baseImageName, PULL_SECRET } from '../layout.ts';
import { yamlText } from '../yaml-text.ts';

/** Every template’s Dockerfile makes this user. */
const USER = 10_001;
const NIGHTLY = '0 3 * * *';

/** `deployment.yaml`, `cronjob.yaml`, … */
export function workloadFileName({ kind }: ServiceSpec): string {
  return `${kind.toLowerCase()}.yaml`;
}

/** The workload of a service, hardened after the restricted Pod Security Standard. */
export function generateWorkload(config: LoungeConfig, spec: ServiceSpec): string {
  if (spec.kind === 'CronJob') return cronJob(spec);
  if (spec.kind === 'Job') return job(spec);
  return spec.kind === 'StatefulSet' ? statefulSet(spec) : deployment(config, spec);
}

function deployment(config: LoungeConfig, spec: ServiceSpec): string {
  return `${head('apps/v1', spec)}spec:
  replicas: ${spec.replicas}
  revisionHistoryLimit: 5
  progressDeadlineSeconds: ${config.policy.deadlineSeconds}
  selector:
    matchLabels:
      app: ${spec.name}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
  template:
${indent(podTemplate(spec, 'server'), 4)}`;
}

function statefulSet(spec: ServiceSpec): string {
  return `${head('apps/v1', spec)}spec:
  replicas: ${spec.replicas}
  serviceName: ${spec.name}
  revisionHistoryLimit: 5
  selector:
    matchLabels:
      app: ${spec.name}
  template:
${indent(podTemplate(spec, 'server'), 4)}`;
}

/** A Job cannot be changed once it is there: Argo CD makes it anew at each sync. */
function job(spec: ServiceSpec): string {
  return `${head('batch/v1', spec, ['argocd.argoproj.io/hook: Sync', 'argocd.argoproj.io/hook-delete-policy: BeforeHookCreation'])}spec:
  backoffLimit: 2
  activeDeadlineSeconds: 600
  template:
${indent(podTemplate(spec, 'task'), 4)}`;
}

function cronJob(spec: ServiceSpec): string {
  return `${head('batch/v1', spec)}spec:
  schedule: "${NIGHTLY}"
  concurrencyPolicy: Forbid
  startingDeadlineSeconds: 300
  jobTemplate:
    spec:
      backoffLimit: 2
      activeDeadlineSeconds: 3600
      template:
${indent(podTemplate(spec, 'task'), 8)}`;
}

function head(apiVersion: string, { kind, name }: ServiceSpec, annotations: readonly string[] = []): string {
  const annotationText =
    annotations.length === 0 ? '' : `  annotations:\n${annotations.map((line) => `    ${line}\n`).join('')}`;
  return `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${name}
  labels:
    app: ${name}
${annotationText}`;
}

function podTemplate(spec: ServiceSpec, role: 'server' | 'task'): string {
  return `metadata:
  labels:
    app: ${spec.name}
spec:
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: 30
${role === 'task' ? '  restartPolicy: Never\n' : ''}  imagePullSecrets:
    - name: ${PULL_SECRET}
  securityContext:
    runAsNonRoot: true
    runAsUser: ${USER}
    runAsGroup: ${USER}
    fsGroup: ${USER}
    seccompProfile:
      type: RuntimeDefault
${containerText(spec, role)}  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: 64Mi
`;
}

function containerText(spec: ServiceSpec, role: 'server' | 'task'): string {
  return `  containers:
    - name: ${spec.name}
      image: ${baseImageName(spec.name)}
${role === 'server' ? `      ports:\n        - name: http\n          containerPort: ${spec.port}\n` : ''}${environmentText(spec, role)}${role === 'server' ? probes(spec) : ''}      resources:
        requests:
          cpu: 50m
          memory: 64Mi
        limits:
          cpu: 500m
          memory: 256Mi
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop:
            - ALL
      volumeMounts:
        - name: tmp
          mountPath: /tmp
`;
}

function environmentText(spec: ServiceSpec, role: 'server' | 'task'): string {
  const port = role === 'server' ? [`        - name: PORT\n          value: "${spec.port}"\n`] : [];
  const secrets = Object.entries(spec.secrets).flatMap(([secret, variables]) =>
    variables.map(
      (variable) =>
        `        - name: ${variable}\n          valueFrom:\n            secretKeyRef:\n              name: ${secret}\n              key: ${variable}\n`,
    ),
  );
  const entries = [...port, ...secrets];
  return entries.length === 0 ? '' : `      env:\n${entries.join('')}`;
}

/** The start probe asks each second, so that a quick service is ready quickly and a slow one has a minute. */
function probes({ health }: ServiceSpec): string {
  const probe = (name: string, timing: readonly string[]): string =>
    [
      `${name}:`,
      '  httpGet:',
      `    path: ${yamlText(health.path)}`,
      '    port: http',
      ...timing.map((line) => `  ${line}`),
    ]
      .map((line) => `      ${line}\n`)
      .join('');
  return [
    probe('startupProbe', ['periodSeconds: 1', 'timeoutSeconds: 2', 'failureThreshold: 60']),
    probe('readinessProbe', ['periodSeconds: 2', 'timeoutSeconds: 2', 'failureThreshold: 3']),
    probe('livenessProbe', ['periodSeconds: 10', 'timeoutSeconds: 2', 'failureThreshold: 3']),
  ].join('');
}

function indent(text: string, width: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(width));
}
