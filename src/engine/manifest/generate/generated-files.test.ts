import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { LoungeConfig } from '../../../domain/lounge-config.ts';
import { ServiceSpec } from '../../../domain/service-spec.ts';
import { parseLoungeConfig } from '../../config/parse-lounge-config.ts';
import { parseEnvironmentFile } from '../../environment-file/parse-environment-file.ts';
import { generateApplication, generateRootApp } from './generate-applications.ts';
import { generateDeveloperGuide } from './generate-documents.ts';
import { generateEnvironmentExample, LOUNGE_VARIABLES } from './generate-environment-example.ts';
import { generateDockerignore, generateGitignore } from './generate-ignore-files.ts';
import { generateLoungeFiles } from './generate-lounge-files.ts';
import { generateLoungeYaml } from './generate-lounge-yaml.ts';
import { generateProjects } from './generate-projects.ts';
import { generateSchemas } from './generate-schemas.ts';
import { generateServiceManifests } from './generate-service-manifests.ts';
import { LOCAL_ENGINE } from '../../../domain/local-engine.ts';

const config = LoungeConfig.parse({
  apiVersion: 'lounge/v1',
  name: 'demo',
  language: 'ko',
  repository: { url: 'http://127.0.0.1:3000/demo.git' },
  registry: { url: '127.0.0.1:5000' },
  domain: 'demo.localhost',
  environments: {
    production: { engine: LOCAL_ENGINE },
    staging: { engine: LOCAL_ENGINE, namespace: 'ai-lounge-staging' },
  },
  policy: { soakSeconds: 3, allowedRegistries: ['docker.io/library'] },
});

function documents(text: string): unknown[] {
  const parsed = parseAllDocuments(text);
  return Array.isArray(parsed) ? parsed.map((document) => document.toJS() as unknown) : [];
}

test('lounge.yaml reads back as the same settings', () => {
  const text = generateLoungeYaml(config);
  expect(text.startsWith('# yaml-language-server: $schema=.schemas/lounge.schema.json\n')).toBe(true);
  expect(parseLoungeConfig(text)).toEqual(config);
});

test('projects: the namespaces, listed kinds, this repository, nothing of the cluster', () => {
  const [first, second, workloads, root] = documents(generateProjects(config));
  expect([first, second]).toMatchObject([
    { kind: 'Namespace', metadata: { name: 'ai-lounge' } },
    { metadata: { name: 'ai-lounge-staging' } },
  ]);
  expect(workloads).toMatchObject({
    kind: 'AppProject',
    metadata: { name: 'ai-agent-project', namespace: 'argocd' },
    spec: {
      sourceRepos: ['http://127.0.0.1:3000/demo.git'],
      destinations: [
        { namespace: 'ai-lounge', server: 'https://kubernetes.default.svc' },
        { namespace: 'ai-lounge-staging' },
      ],
      clusterResourceWhitelist: [],
    },
  });
  expect(JSON.stringify(workloads)).not.toMatch(/\*|Secret"|Role/);
  expect(root).toMatchObject({
    metadata: { name: 'lounge-root' },
    spec: { namespaceResourceWhitelist: [{ group: 'argoproj.io', kind: 'Application' }] },
  });
});

test('applications: one an environment, pruned and healed, in the project', () => {
  expect(parse(generateRootApp(config))).toMatchObject({
    metadata: { name: 'root-app' },
    spec: { project: 'lounge-root', source: { path: 'app-of-apps/applications' } },
  });
  expect(parse(generateApplication(config, 'hello', 'production'))).toMatchObject({
    metadata: { name: 'hello', namespace: 'argocd' },
    spec: {
      project: 'ai-agent-project',
      source: {
        repoURL: 'http://127.0.0.1:3000/demo.git',
        targetRevision: 'main',
        path: 'app-of-apps/overlays/hello/overlays/production',
      },
      destination: { namespace: 'ai-lounge' },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  });
  expect(parse(generateApplication(config, 'hello', 'staging'))).toMatchObject({
    metadata: { name: 'hello-staging' },
    spec: { destination: { namespace: 'ai-lounge-staging' } },
  });
});

describe('service manifests', () => {
  test.each(['Deployment', 'StatefulSet', 'Job', 'CronJob'] as const)('%s is hardened', (kind) => {
    const spec = ServiceSpec.parse({ name: 'hello', kind, secrets: { db: ['DATABASE_URL'] } });
    const files = generateServiceManifests(config, spec);
    const byPath = new Map(files.map(({ path, content }) => [path, parse(content) as unknown]));
    const base = byPath.get('app-of-apps/overlays/hello/base/kustomization.yaml') as { resources: string[] };
    for (const resource of base.resources) expect(byPath.has(`app-of-apps/overlays/hello/base/${resource}`)).toBe(true);
    expect(base.resources.includes('service.yaml')).toBe(kind === 'Deployment' || kind === 'StatefulSet');
    expect(JSON.stringify(byPath.get(`app-of-apps/overlays/hello/base/${kind.toLowerCase()}.yaml`))).toMatch(
      /"runAsNonRoot":true.*"name":"DATABASE_URL","valueFrom":\{"secretKeyRef":\{"name":"db","key":"DATABASE_URL".*"readOnlyRootFilesystem":true/,
    );
    expect(byPath.get('app-of-apps/overlays/hello/overlays/staging/kustomization.yaml')).toMatchObject({
      namespace: 'ai-lounge-staging',
      resources: ['../../base'],
      images: [{ name: 'hello', newName: '127.0.0.1:5000/ai-lounge/hello' }],
    });
  });
});

test('ignore files hold one pattern a line and end with a line break', () => {
  for (const text of [generateGitignore(), generateDockerignore()]) {
    expect(text.endsWith('\n')).toBe(true);
    expect(text.split('\n')).toContain('.env');
    expect(text.indexOf('!.env.example')).toBeGreaterThan(text.indexOf('.env.*'));
  }
});

test('schemas/ is current: node scripts/schemas.ts writes it', () => {
  for (const { path, content } of generateSchemas('schemas'))
    expect(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')).toBe(content);
});

describe('a whole lounge', () => {
  test.each(['en', 'ko'] as const)(
    'in %s: every file is text that ends with a line break, and nothing is left unfilled',
    (language) => {
      const files = generateLoungeFiles(config, language);
      expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
      for (const { path, content } of files.filter((file) => !file.path.endsWith('.gitkeep'))) {
        expect(content.endsWith('\n'), path).toBe(true);
        expect(content, path).not.toMatch(/undefined|\[object|\\`|(?<!\$)\{[a-zA-Z]+\}/);
      }
    },
  );

  test('the guide names the same sections, commands and codes in both languages', () => {
    const [english, korean] = (['en', 'ko'] as const).map((language) => generateDeveloperGuide(config, language));
    const skeleton = (text = '') => [
      (text.match(/^## /gm) ?? []).length,
      text.match(/^\| [A-Z_, ]{4,} \|/gm),
      text.match(/^(kubectl|docker|git|lounge) \S+/gm),
    ];
    expect(skeleton(english)).toEqual(skeleton(korean));
    expect(english).toContain('docker login 127.0.0.1:5000');
    expect(korean).toMatch(/[가-힣]/);
  });

  test('.env.example holds the variables of the guide and no value of its own', () => {
    const { values } = parseEnvironmentFile(generateEnvironmentExample(config, 'en'));
    expect([...values.keys()]).toEqual([...LOUNGE_VARIABLES]);
    expect(values.get('REGISTRY_PASSWORD')?.value).toBe('YOUR-REGISTRY_PASSWORD');
  });
});
