import { namespaceOf, type LoungeConfig } from '../../../domain/lounge-config.ts';
import type { ServiceSpec } from '../../../domain/service-spec.ts';
import { baseImageName, imageName, kustomizationPath, servicePaths } from '../layout.ts';
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
    ...environments.map((environment) => ({
      path: kustomizationPath(spec.name, environment),
      content: overlayKustomization(config, spec.name, environment),
    })),
  ];
}

function baseKustomization(resources: readonly string[]): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
${resources.map((resource) => `  - ${resource}\n`).join('')}`;
}

function overlayKustomization(config: LoungeConfig, service: string, environment: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${namespaceOf(config, environment)}
resources:
  - ../../base
# A release writes newTag and digest; the name must be the image name in the base.
images:
  - name: ${baseImageName(service)}
    newName: ${yamlText(imageName(config, service))}
`;
}

function serviceText({ name, servicePort }: ServiceSpec): string {
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
    - name: http
      port: ${servicePort}
      targetPort: http
`;
}
