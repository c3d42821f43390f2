import { parse, parseAllDocuments } from 'yaml';
import { LoungeConfig } from '../../../domain/lounge-config.ts';
import type { RenderedObject } from '../../../domain/rendered-object.ts';
import { ServiceSpec } from '../../../domain/service-spec.ts';
import { bumpImage } from '../../manifest/bump-image.ts';
import { generateApplication } from '../../manifest/generate/generate-applications.ts';
import { generateDockerignore } from '../../manifest/generate/generate-ignore-files.ts';
import { generateLoungeFiles } from '../../manifest/generate/generate-lounge-files.ts';
import { generateServiceManifests } from '../../manifest/generate/generate-service-manifests.ts';
import { kustomizationPath, overlayFolder } from '../../manifest/layout.ts';
import { containersOf } from '../../manifest/pod-spec.ts';
import { readField, recordOf } from '../../manifest/read-field.ts';
import type { OverlayRender, PolicyFile, PolicySnapshot } from '../snapshot.ts';

export const goodConfig = LoungeConfig.parse({
  apiVersion: 'lounge/v1',
  name: 'demo',
  repository: { url: 'https://git.example.com/demo.git' },
  registry: { url: 'r.example.com' },
  domain: 'demo.example.com',
  policy: { allowedRegistries: ['docker.io/library'] },
});

const DOCKERFILE = `FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci

FROM node:24-slim
COPY --from=build /app /app
USER 10001:10001
ARG VERSION=dev
ENV VERSION=$VERSION
CMD ["node", "/app/server.ts"]
`;
export const OVERLAY = overlayFolder('hello', 'production');
export const BASE = 'app-of-apps/overlays/hello/base';
export const DEPLOYMENT = `${BASE}/deployment.yaml`;
export const KUSTOMIZATION = kustomizationPath('hello', 'production');
export const APPLICATION = 'app-of-apps/applications/hello.yaml';

/** Every text file of a lounge with one released service that no rule finds anything in. */
export function goodFiles(): Map<string, string> {
  const bump = {
    name: 'hello',
    newName: 'r.example.com/ai-lounge/hello',
    newTag: 'v202601020304',
    digest: `sha256:${'a'.repeat(64)}`,
  };
  const files = [
    ...generateLoungeFiles(goodConfig, 'en'),
    ...generateServiceManifests(goodConfig, ServiceSpec.parse({ name: 'hello' })),
  ];
  const texts = new Map(files.map(({ path, content }) => [path, content]));
  texts.set(KUSTOMIZATION, bumpImage(texts.get(KUSTOMIZATION) ?? '', bump));
  texts.set(APPLICATION, generateApplication(goodConfig, 'hello', 'production'));
  texts.set('apps/hello/service.yaml', 'name: hello\n');
  texts.set('apps/hello/Dockerfile', DOCKERFILE);
  texts.set('apps/hello/.dockerignore', generateDockerignore());
  texts.set('apps/hello/server.ts', 'export const hello = 1;\n');
  return texts;
}

export interface LoungeChange {
  /** New texts of files, or what to make of the old one; undefined removes. */
  readonly files?: Readonly<Record<string, string | undefined | ((text: string) => string)>>;
  /** Files that are not text. */
  readonly more?: readonly PolicyFile[];
  readonly snapshot?: Partial<PolicySnapshot>;
  /** Instead of what a plain kustomization would give. */
  readonly renders?: readonly OverlayRender[];
}

/** The good lounge with a change. */
export function lounge({ files = {}, more = [], snapshot = {}, renders }: LoungeChange = {}): PolicySnapshot {
  const texts = goodFiles();
  for (const [path, change] of Object.entries(files)) {
    if (change === undefined) texts.delete(path);
    else texts.set(path, typeof change === 'string' ? change : change(texts.get(path) ?? ''));
  }
  const list: PolicyFile[] = [...texts].map(([path, text]) => ({ path, text, bytes: text.length, mode: '100644' }));
  return {
    config: goodConfig,
    files: [...list, ...more],
    commits: [],
    environmentValues: new Map(),
    renders: renders ?? [{ overlay: OVERLAY, result: { objects: renderPlainly(texts) } }],
    actor: { name: 'ada', role: 'developer' },
    ...snapshot,
  };
}

/** What kustomize makes of a base, a namespace and images; the real one has tests of its own. */
function renderPlainly(texts: ReadonlyMap<string, string>): readonly RenderedObject[] {
  const overlay = recordOf(parse(texts.get(KUSTOMIZATION) ?? '', { uniqueKeys: false }));
  const images = (overlay['images'] ?? []) as { name: string; newName?: string; newTag?: string; digest?: string }[];
  const resources = (parse(texts.get(`${BASE}/kustomization.yaml`) ?? '') as { resources: string[] }).resources;
  return resources
    .filter((resource) => texts.has(`${BASE}/${resource}`))
    .flatMap((resource) => {
      const documents = parseAllDocuments(texts.get(`${BASE}/${resource}`) ?? '', { uniqueKeys: false });
      return Array.isArray(documents) ? documents.map((document) => document.toJS() as RenderedObject) : [];
    })
    .map((object) => {
      for (const { path } of containersOf(object)) {
        const container = readField(object, path) as { image: string };
        const entry = images.find(({ name }) => name === container.image);
        if (entry)
          container.image = `${entry.newName ?? entry.name}${entry.newTag === undefined ? '' : `:${entry.newTag}`}${entry.digest === undefined ? '' : `@${entry.digest}`}`;
      }
      const namespace = (overlay['namespace'] as string | undefined) ?? object.metadata.namespace;
      return { ...object, metadata: { ...object.metadata, ...(namespace === undefined ? {} : { namespace }) } };
    });
}
