import { stringify } from 'yaml';
import type { LoungeConfig } from '../../../domain/lounge-config.ts';
import { ServiceSpec } from '../../../domain/service-spec.ts';
import { servicePaths } from '../layout.ts';
import type { GeneratedFile } from './generated-file.ts';
import { generateImageWorkload } from './generate-image-workload.ts';
import { generateOverlay, serviceText } from './generate-service-manifests.ts';
import type { ImagePreset } from './image-presets.ts';

export interface ImageServiceRequest {
  readonly name: string;
  readonly description: string;
  /** `<registry>/<repository>:<tag>@<digest>` */
  readonly image: string;
  readonly port: number | undefined;
  readonly replicas: number;
  readonly preset: ImagePreset | undefined;
}

/** service.yaml, base and overlays of a service that runs an image of others: there is no source. */
export function generateImageService(
  config: LoungeConfig,
  request: ImageServiceRequest,
  environments: readonly string[],
): readonly GeneratedFile[] {
  const spec = imageServiceSpec(request);
  const { base, spec: specPath } = servicePaths(spec.name);
  const workload = `${spec.kind.toLowerCase()}.yaml`;
  const files = request.preset?.files ?? [];
  return [
    { path: specPath, content: specText(request, spec) },
    { path: `${base}/kustomization.yaml`, content: baseKustomization(spec.name, workload, files) },
    { path: `${base}/${workload}`, content: generateImageWorkload(config, spec, request.preset) },
    { path: `${base}/service.yaml`, content: serviceText(spec) },
    ...files.map(({ name, content }) => ({ path: `${base}/${name}`, content })),
    ...environments.map((environment) => generateOverlay(config, spec, environment)),
  ];
}

function imageServiceSpec({ name, description, image, port, replicas, preset }: ImageServiceRequest): ServiceSpec {
  const variables = preset?.secretVariables.map((variable) => secretVariable(name, variable)) ?? [];
  return ServiceSpec.parse({
    name,
    description: description === '' ? (preset?.title ?? '') : description,
    image,
    kind: preset?.kind ?? 'Deployment',
    port: port ?? preset?.port,
    servicePort: preset?.servicePort ?? port ?? 80,
    replicas,
    health: preset?.health ?? { protocol: 'tcp', path: '/', echoesTag: false },
    secrets: variables.length === 0 ? {} : { [`${name}-login`]: variables },
    ...(preset === undefined ? {} : { logErrorPatterns: preset.logErrorPatterns }),
  });
}

/** `.env` is one for the lounge: two databases have two passwords. */
export function secretVariable(service: string, variable: string): string {
  return `${service.toUpperCase().replaceAll('-', '_')}_${variable.replace(/^[A-Z]+_/, '')}`;
}

function specText({ preset }: ImageServiceRequest, spec: ServiceSpec): string {
  const { protocol, path } = spec.health;
  const health = protocol === 'tcp' ? { protocol } : { path, echoesTag: false };
  const facts = {
    name: spec.name,
    description: spec.description,
    kind: spec.kind,
    port: spec.port,
    servicePort: spec.servicePort,
    ...(spec.replicas === 1 ? {} : { replicas: spec.replicas }),
    health,
    ...(Object.keys(spec.secrets).length === 0 ? {} : { secrets: spec.secrets }),
    ...(preset === undefined ? {} : { logErrorPatterns: spec.logErrorPatterns }),
  };
  return `# yaml-language-server: $schema=../../.schemas/service.schema.json
# Runs this image as it is: there is no source and no build. To update it, change tag and digest, commit and ship.
image: ${spec.image ?? ''}
${stringify(facts, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

function baseKustomization(name: string, workload: string, files: ImagePreset['files']): string {
  const generator =
    files.length === 0
      ? ''
      : `configMapGenerator:\n  - name: ${name}-files\n    files:\n${files.map((file) => `      - ${file.name}\n`).join('')}`;
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ${workload}
  - service.yaml
${generator}`;
}
