import { parse, parseAllDocuments } from 'yaml';
import { LoungeConfig } from '../../src/domain/lounge-config.ts';
import type { RenderedObject } from '../../src/domain/rendered-object.ts';
import { ServiceSpec } from '../../src/domain/service-spec.ts';
import { bumpImage } from '../../src/engine/manifest/bump-image.ts';
import { admissionObjects } from '../../src/engine/manifest/generate/admission/index.ts';
import { generateApplication } from '../../src/engine/manifest/generate/generate-applications.ts';
import { generateDockerignore } from '../../src/engine/manifest/generate/generate-ignore-files.ts';
import { generateLoungeFiles } from '../../src/engine/manifest/generate/generate-lounge-files.ts';
import { generateServiceManifests } from '../../src/engine/manifest/generate/generate-service-manifests.ts';
import { imageName, kustomizationPath, LAYOUT, servicePaths } from '../../src/engine/manifest/layout.ts';

/** A lounge with one released service, `hello`, to be attacked. */
export interface AttackedLounge {
  readonly config: LoungeConfig;
  readonly engine: string;
  readonly namespace: string;
  readonly argocd: string;
  /** Everything that is committed, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** `<name>:<tag>@<digest>` of the service. */
  readonly image: string;
  /** Namespaces, projects and root-app, as an administrator applies them. */
  readonly foundation: readonly RenderedObject[];
  readonly admission: readonly RenderedObject[];
  /** An object of the service as Argo CD applies it. */
  rendered(file: 'deployment.yaml' | 'service.yaml'): RenderedObject;
  application(): RenderedObject;
}

export const SERVICE = 'hello';
export const ENVIRONMENT = 'production';
const ENGINE = 'cluster';
const TAG = 'v202601020304';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const DOCKERFILE = `FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci
USER 10001:10001
ARG VERSION=dev
ENV VERSION=$VERSION
CMD ["node", "/app/server.ts"]
`;

/** The namespace may be another one than usual, so that a shared cluster keeps what it has. */
export function attackedLounge(repositoryUrl: string, namespace = 'ai-lounge'): AttackedLounge {
  const config = LoungeConfig.parse({
    apiVersion: 'lounge/v1',
    name: 'attacked',
    namespace,
    repository: { url: repositoryUrl },
    registry: { url: 'registry.example.com' },
    domain: 'attacked.example.com',
    engines: { [ENGINE]: { kind: 'kubernetes', context: 'test' } },
    environments: { [ENVIRONMENT]: { engine: ENGINE } },
    policy: {
      allowedRegistries: ['docker.io/library'],
      quota: { pods: 5, cpu: '2', memory: '2Gi', containerCpu: '1' },
    },
  });
  const files = filesOf(config);
  const image = `${imageName(config, SERVICE)}:${TAG}@${DIGEST}`;
  return {
    config,
    engine: ENGINE,
    namespace,
    argocd: 'argocd',
    files,
    image,
    foundation: [LAYOUT.projects, LAYOUT.rootApp].flatMap((path) => objectsIn(files.get(path) ?? '')),
    admission: admissionObjects(config, ENGINE),
    rendered: (file) => renderPlainly(files.get(`${servicePaths(SERVICE).base}/${file}`) ?? '', namespace, image),
    application: () => parse(generateApplication(config, SERVICE, ENVIRONMENT)) as RenderedObject,
  };
}

function filesOf(config: LoungeConfig): Map<string, string> {
  const generated = [
    ...generateLoungeFiles(config, 'en'),
    ...generateServiceManifests(config, ServiceSpec.parse({ name: SERVICE })),
  ];
  const files = new Map(generated.map(({ path, content }) => [path, content]));
  const path = kustomizationPath(SERVICE, ENVIRONMENT);
  const bump = { name: SERVICE, newName: imageName(config, SERVICE), newTag: TAG, digest: DIGEST };
  files.set(path, bumpImage(files.get(path) ?? '', bump));
  files.set(`${LAYOUT.applications}/${SERVICE}.yaml`, generateApplication(config, SERVICE, ENVIRONMENT));
  const { source } = servicePaths(SERVICE);
  files.set(`${source}/service.yaml`, `name: ${SERVICE}\n`);
  files.set(`${source}/Dockerfile`, DOCKERFILE);
  files.set(`${source}/.dockerignore`, generateDockerignore());
  files.set(`${source}/server.ts`, 'export const hello = 1;\n');
  return files;
}

function objectsIn(text: string): RenderedObject[] {
  const documents = parseAllDocuments(text);
  return Array.isArray(documents) ? documents.map((document) => document.toJS() as RenderedObject) : [];
}

/** What kustomize makes of one object of the base. */
function renderPlainly(text: string, namespace: string, image: string): RenderedObject {
  const object = parse(text.replace(/image: \S+/, `image: ${image}`)) as RenderedObject;
  return { ...object, metadata: { ...object.metadata, namespace } };
}
