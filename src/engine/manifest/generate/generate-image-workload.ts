import { stringify } from 'yaml';
import type { LoungeConfig } from '../../../domain/lounge-config.ts';
import type { ServiceSpec } from '../../../domain/service-spec.ts';
import { baseImageName, PULL_SECRET } from '../layout.ts';
import type { ImagePreset } from './image-presets.ts';

type Yaml = Readonly<Record<string, unknown>>;

/** Most images have a user of this number or none at all. */
const USER = 10_001;

/** The workload of an image of others, hardened like our own; what the preset does not know is left to be filled in. */
export function generateImageWorkload(
  config: LoungeConfig,
  spec: ServiceSpec,
  preset: ImagePreset | undefined,
): string {
  const { name, kind, replicas } = spec;
  const labels = { app: name };
  const workload = {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, labels },
    spec: {
      replicas,
      revisionHistoryLimit: 5,
      ...(kind === 'StatefulSet'
        ? { serviceName: name }
        : { progressDeadlineSeconds: config.policy.deadlineSeconds, strategy: rolling() }),
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: podSpec(spec, preset) },
      ...(preset?.data === undefined ? {} : { volumeClaimTemplates: [claim(preset.data.size)] }),
    },
  };
  return stringify(workload, { lineWidth: 0, aliasDuplicateObjects: false });
}

function rolling(): Yaml {
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } };
}

function claim(size: string): Yaml {
  return {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } } },
  };
}

function podSpec(spec: ServiceSpec, preset: ImagePreset | undefined): Yaml {
  const user = preset?.user ?? USER;
  return {
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: preset?.data === undefined ? 30 : 60,
    imagePullSecrets: [{ name: PULL_SECRET }],
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [container(spec, preset)],
    volumes: volumes(spec, preset),
  };
}

function container(spec: ServiceSpec, preset: ImagePreset | undefined): Yaml {
  const environment = [...plainVariables(spec, preset), ...secretVariables(spec, preset)];
  return {
    name: spec.name,
    image: baseImageName(spec.name),
    ...(preset?.command === undefined ? {} : { command: preset.command }),
    ports: [{ name: spec.health.protocol === 'tcp' ? 'tcp' : 'http', containerPort: spec.port }],
    ...(environment.length === 0 ? {} : { env: environment }),
    ...probes(spec, preset),
    resources: {
      requests: { cpu: '50m', memory: preset?.memory.request ?? '64Mi' },
      limits: { cpu: '1', memory: preset?.memory.limit ?? '256Mi' },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: mounts(preset),
  };
}

function plainVariables({ name }: ServiceSpec, preset: ImagePreset | undefined): readonly Yaml[] {
  return Object.entries(preset?.environment(name) ?? {}).map(([variable, value]) => ({ name: variable, value }));
}

/** The image's own name of a variable, from the Secret's key that has the service's name in front. */
function secretVariables({ secrets }: ServiceSpec, preset: ImagePreset | undefined): readonly Yaml[] {
  const keys = Object.entries(secrets).flatMap(([secret, variables]) =>
    variables.map((key) => ({ name: secret, key })),
  );
  return (preset?.secretVariables ?? []).flatMap((name, index) => {
    const secretKeyRef = keys[index];
    return secretKeyRef === undefined ? [] : [{ name, valueFrom: { secretKeyRef } }];
  });
}

function probes({ health }: ServiceSpec, preset: ImagePreset | undefined): Yaml {
  const handler =
    preset?.probeCommand === undefined
      ? health.protocol === 'tcp'
        ? { tcpSocket: { port: 'tcp' } }
        : { httpGet: { path: health.path, port: 'http' } }
      : { exec: { command: preset.probeCommand } };
  return {
    startupProbe: { ...handler, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 60 },
    readinessProbe: { ...handler, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
    livenessProbe: { ...handler, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
  };
}

function scratchName(folder: string): string {
  return folder.slice(1).replaceAll(/[^a-z0-9]+/g, '-');
}

function mounts(preset: ImagePreset | undefined): readonly Yaml[] {
  return [
    ...(preset?.data === undefined ? [] : [{ name: 'data', mountPath: preset.data.mountFolder }]),
    ...(preset?.scratch ?? ['/tmp']).map((folder) => ({ name: scratchName(folder), mountPath: folder })),
    ...(preset?.files ?? []).map(({ name, mountFolder }) => ({
      name: 'files',
      mountPath: `${mountFolder}/${name}`,
      subPath: name,
      readOnly: true,
    })),
  ];
}

function volumes({ name }: ServiceSpec, preset: ImagePreset | undefined): readonly Yaml[] {
  return [
    ...(preset?.scratch ?? ['/tmp']).map((folder) => ({ name: scratchName(folder), emptyDir: { sizeLimit: '64Mi' } })),
    ...((preset?.files.length ?? 0) === 0 ? [] : [{ name: 'files', configMap: { name: `${name}-files` } }]),
  ];
}
