import { namespaceOf, type LoungeConfig } from '../../../domain/lounge-config.ts';
import type { ServiceSpec } from '../../../domain/service-spec.ts';
import { baseImageName, kustomizationPath, servicePaths } from '../layout.ts';
import { imageNameOf } from '../pinned-image.ts';
import { yamlText } from '../yaml-text.ts';
import type { GeneratedFile } from './generated-file.ts';
import { generateWorkload, workloadFileName } from './generate-workload.ts';

/** Base and overlays of a new service. The overlays name the image but no tag: the first release writes tag, digest and Application. */
export function generateServiceManifests(
  config: LoungeConfig,
  spec: ServiceSpec,
  environments: readonly string[] = Object.keys(config.environments),
): readonly GeneratedFile[] {
  const { base } = servicePaths(spec.name);
  const hasService = spec.kind === 'Deployment' || spec.kind === 'StatefulSet';
  const resources = [workloadFileName(spec), ...(hasService ? ['service.yaml'] : [])];
  return [
    { path: `${base}/kustomization.yaml`, content: baseKustomization(resources) },
    { path: `${base}/${workloadFileName(spec)}`, content: generateWorkload(config, spec) },
    ...(hasService ? [{ path: `${base}/service.yaml`, content: serviceText(spec) }] : []),
    ...environments.map((environment) => generateOverlay(config, spec, environment)),
  ];
}

/** The overlay of one environment. `baseImage` is the image name in the base, where it is not the service's own. */
export function generateOverlay(
  config: LoungeConfig,
  spec: ServiceSpec,
  environment: string,
  baseImage = baseImageName(spec.name),
): GeneratedFile {
  return {
    path: kustomizationPath(spec.name, environment),
    content: overlayKustomization(namespaceOf(config, environment), baseImage, imageNameOf(config, spec, environment)),
  };
}

function baseKustomization(resources: readonly string[]): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
${resources.map((resource) => `  - ${resource}\n`).join('')}`;
}

function overlayKustomization(namespace: string, baseImage: string, image: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${namespace}
resources:
  - ../../base
# A release writes newTag and digest; the name must be the image name in the base.
images:
  - name: ${yamlText(baseImage)}
    newName: ${yamlText(image)}
`;
}

/** The Service of a service; its port is named after what the pods speak. */
export function serviceText({ name, servicePort, health }: ServiceSpec): string {
  const port = health.protocol === 'tcp' ? 'tcp' : 'http';
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  labels:
    app: ${name}
spec:
  selector:
    app: ${name}
  ports:
    - name: ${port}
      port: ${servicePort}
      targetPort: ${port}
`;
}
