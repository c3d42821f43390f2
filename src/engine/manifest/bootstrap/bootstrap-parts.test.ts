import { describe, expect, it, test } from 'vitest';
import { LoungeConfig } from '../../../domain/lounge-config.ts';
import type { RenderedObject } from '../../../domain/rendered-object.ts';
import { generateApplication, generateRootApp } from '../generate/generate-applications.ts';
import { generateEngineFiles } from '../generate/generate-lounge-files.ts';
import { excessPermissions, expectedRules, missingPermissions } from '../generate/roles/excess-permissions.ts';
import { roleAccount } from '../generate/roles/role-account.ts';
import { applicationPath } from '../layout.ts';
import { bootstrapParts } from './bootstrap-parts.ts';
import { claimObject } from './claim-object.ts';
import { grantingManifest } from '../../../domain/granting-manifest.ts';
import { objectDifferences, surplusPatch, withoutSecretValues } from './object-differences.ts';

const config = LoungeConfig.parse({
  apiVersion: 'lounge/v1',
  name: 'demo',
  repository: { url: 'ssh://git@git.example.com:2222/demo.git' },
  registry: { url: 'registry.example.com' },
  domain: 'demo.example.com',
  engines: {
    near: { kind: 'kubernetes', context: 'near' },
    far: { kind: 'kubernetes', context: 'far', argocdNamespace: 'gitops' },
  },
  environments: {
    staging: { engine: 'near' },
    production: { engine: 'far', namespace: 'demo-production' },
  },
});
const material = {
  values: new Map([
    ['REGISTRY_USER', 'kim'],
    ['REGISTRY_PASSWORD', 'secret-of-kim'],
  ]),
  login: { kind: 'key', key: 'PRIVATE' } as const,
  secrets: ['db'],
};
const objectsOn = (engine: string) => bootstrapParts(config, engine, material).flatMap(({ objects }) => objects);
const find = (engine: string, kind: string, name: string): RenderedObject => {
  const found = objectsOn(engine).find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`no ${kind} ${name}`);
  return found;
};

describe('the objects of an engine', () => {
  it('come in the order in which they are needed', () => {
    expect(bootstrapParts(config, 'near', material).map(({ name }) => name)).toEqual([
      'namespaces',
      'registry',
      'repository',
      'projects',
      'admission',
      'roles',
      'root-app',
    ]);
  });

  it('live in the namespaces of that engine, and in its own Argo CD', () => {
    const namespaces = (engine: string) => new Set(objectsOn(engine).map(({ metadata }) => metadata.namespace));
    expect(namespaces('near')).toEqual(new Set([undefined, 'ai-lounge', 'argocd']));
    expect(namespaces('far')).toEqual(new Set([undefined, 'demo-production', 'gitops']));
  });

  it('say that they are ours, but for the ServiceAccount that every namespace has', () => {
    for (const object of objectsOn('far')) {
      expect(object.metadata.labels).toMatchObject({ 'lounge.dev/lounge': 'demo' });
      const isDefault = object.kind === 'ServiceAccount' && object.metadata.name === 'default';
      expect(object.metadata.labels?.['app.kubernetes.io/managed-by']).toBe(isDefault ? undefined : 'lounge');
    }
  });

  it('let no engine see the Applications of another', () => {
    expect(find('near', 'Application', 'root-app')['spec']).toMatchObject({
      source: { path: 'app-of-apps/applications' },
    });
    expect(find('far', 'Application', 'root-app')).toMatchObject({
      metadata: { namespace: 'gitops' },
      spec: { source: { path: 'app-of-apps/applications/far' } },
    });
    expect(applicationPath(config, 'hello', 'staging')).toBe('app-of-apps/applications/hello.yaml');
    expect(applicationPath(config, 'hello', 'production')).toBe('app-of-apps/applications/far/hello-production.yaml');
    expect(generateApplication(config, 'hello', 'production')).toContain('  namespace: gitops\n  finalizers');
    expect(generateRootApp(config)).toContain('  namespace: argocd\n  finalizers');
    expect(generateEngineFiles(config).map(({ path }) => path)).toEqual([
      'app-of-apps/projects.yaml',
      'app-of-apps/root-apps.yaml',
      'app-of-apps/applications/.gitkeep',
      'app-of-apps/engines/far/projects.yaml',
      'app-of-apps/engines/far/root-apps.yaml',
      'app-of-apps/applications/far/.gitkeep',
    ]);
  });

  it('are printed without a value of a Secret', () => {
    const printed = JSON.stringify(objectsOn('near').map(withoutSecretValues));
    for (const secret of ['secret-of-kim', 'PRIVATE'])
      for (const form of [
        secret,
        Buffer.from(secret).toString('base64'),
        Buffer.from(`kim:${secret}`).toString('base64'),
      ])
        expect(printed).not.toContain(form);
    expect(printed).toContain('<sshPrivateKey>');
  });
});

describe('roles', () => {
  const rules = (role: 'planner' | 'developer' | 'qa', namespace: string) =>
    expectedRules(config, 'near', ['db'], role, namespace);
  const found = (verb: string, group: string, resource: string, ...names: string[]) => ({
    verbs: [verb],
    groups: [group],
    resources: [resource],
    names,
  });
  test.each([
    ['planner', 'ai-lounge', found('get', '', 'pods/log'), []],
    ['planner', 'ai-lounge', found('get', '', 'secrets', 'db'), ['get secrets/db']],
    ['developer', 'ai-lounge', found('get', '', 'secrets', 'db'), []],
    ['developer', 'ai-lounge', found('create', '', 'secrets', 'db'), []],
    ['developer', 'ai-lounge', found('create', '', 'secrets'), ['create secrets']],
    ['developer', 'ai-lounge', found('patch', '', 'secrets', 'lounge-registry'), []],
    ['developer', 'ai-lounge', found('get', '', 'secrets', 'lounge-registry'), ['get secrets/lounge-registry']],
    ['developer', 'ai-lounge', found('get', '', 'configmaps'), ['get configmaps']],
    ['developer', 'ai-lounge', found('get', '', 'secrets'), ['get secrets']],
    ['developer', 'ai-lounge', found('get', '', 'secrets', 'other'), ['get secrets/other']],
    ['developer', 'ai-lounge', found('create', '', 'pods/exec'), ['create pods/exec']],
    ['developer', 'ai-lounge', found('patch', 'apps', 'deployments'), ['patch deployments.apps']],
    ['developer', 'argocd', found('patch', 'argoproj.io', 'applications'), []],
    ['qa', 'argocd', found('patch', 'argoproj.io', 'applications'), ['patch applications.argoproj.io']],
    ['qa', 'kube-system', found('list', '', 'pods'), ['list pods']],
    ['qa', 'kube-system', found('create', 'authorization.k8s.io', 'selfsubjectaccessreviews'), []],
    ['qa', 'ai-lounge', found('*', '*', '*'), ['* *.*']],
  ] as const)('%s in %s: %j is too much by %j', (role, namespace, rule, excess) => {
    expect(excessPermissions([rule], rules(role, namespace))).toEqual(excess);
  });

  it('what is granted is what is expected, and what is taken away is missed', () => {
    const role = find('near', 'Role', 'lounge-read')['rules'] as {
      apiGroups: string[];
      resources: string[];
      verbs: string[];
    }[];
    const granted = role.map(({ apiGroups, resources, verbs }) => ({ verbs, groups: apiGroups, resources, names: [] }));
    expect(excessPermissions(granted, rules('qa', 'ai-lounge'))).toEqual([]);
    expect(missingPermissions(granted.slice(1), rules('qa', 'ai-lounge'))).toContain('watch pods');
  });

  it('have an identity in the first namespace of the engine', () => {
    expect(roleAccount(config, 'far', 'developer').username).toBe(
      'system:serviceaccount:demo-production:lounge-developer',
    );
  });
});

describe('what is there already', () => {
  const labelled = (labels: Record<string, string>) => ({ metadata: { name: 'x', labels }, kind: 'Namespace' });
  const namespace = find('near', 'Namespace', 'ai-lounge');
  const project = find('near', 'AppProject', 'ai-agent-project');
  const managed = { 'app.kubernetes.io/managed-by': 'lounge' };
  test.each([
    ['a namespace of nobody is borrowed', namespace, labelled({}), 'ours', undefined],
    ['ours stays ours', namespace, labelled({ ...managed, 'lounge.dev/lounge': 'demo' }), 'ours', 'lounge'],
    ['made before there were names', namespace, labelled(managed), 'ours', 'lounge'],
    ['of another lounge', namespace, labelled({ ...managed, 'lounge.dev/lounge': 'other' }), 'foreign', undefined],
    [
      'a project of nobody',
      project,
      { ...labelled({}), kind: 'AppProject', spec: { sourceRepos: ['*'] } },
      'foreign',
      undefined,
    ],
    [
      'a project of ours, applied by hand',
      project,
      { ...labelled({}), kind: 'AppProject', spec: { sourceRepos: [config.repository.url] } },
      'ours',
      'lounge',
    ],
  ])('%s', (_, wanted, live, kind, manager) => {
    const claim = claimObject(config, wanted, live);
    expect(claim.kind).toBe(kind);
    if (claim.kind === 'ours') expect(claim.wanted.metadata.labels?.['app.kubernetes.io/managed-by']).toBe(manager);
  });

  it('keeps a stricter pod security level', () => {
    const claim = claimObject(config, namespace, labelled({ 'pod-security.kubernetes.io/enforce': 'restricted' }));
    expect(claim).toMatchObject({
      wanted: { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } },
    });
  });
});

describe('differences', () => {
  const object = (spec: object, metadata = {}) => ({ kind: 'AppProject', metadata: { name: 'p', ...metadata }, spec });
  it('ignores what the server writes, and the order of keys', () => {
    const is = object({ a: 1, b: [{ x: 1, y: 2 }] }, { uid: 'u', resourceVersion: '4' });
    expect(objectDifferences({ ...is, status: {} }, object({ b: [{ y: 2, x: 1 }], a: 1 }))).toEqual([]);
  });
  it('names the field, and both values', () => {
    expect(objectDifferences(object({ sourceRepos: ['*'] }), object({ sourceRepos: ['one'] }))).toEqual([
      { field: 'spec.sourceRepos', is: '["*"]', shouldBe: '["one"]' },
    ]);
  });
  it('never shows what is in a Secret', () => {
    const secret = (word: string) => ({ kind: 'Secret', metadata: { name: 's' }, data: { password: word } });
    expect(objectDifferences(secret('b25l'), secret('dHdv'))).toEqual([
      { field: 'data.password', is: '(hidden)', shouldBe: '(hidden)' },
    ]);
  });
  test.each([
    [{ a: 1 }, { a: 1 }, undefined],
    [{ a: 1, sourceNamespaces: ['*'] }, { a: 1 }, { spec: { sourceNamespaces: null } }],
    [{ list: [1, 2] }, { list: [1] }, { spec: { list: [1] } }],
    [{ deep: { a: 1, b: 2 } }, { deep: { a: 1 } }, { spec: { deep: { b: null } } }],
  ])('takes away from %j what %j lacks', (is, pristine, patch) => {
    expect(surplusPatch(object(is), object(pristine))).toEqual(patch);
  });
});

test('what is lacking is granted by a Role for each namespace and a ClusterRole', () => {
  const lacking = [
    { verb: 'patch', group: '', resource: 'secrets', namespace: 'ai-lounge' },
    { verb: 'create', group: '', resource: 'secrets', namespace: 'ai-lounge' },
    { verb: 'create', group: '', resource: 'namespaces', namespace: undefined },
  ];
  const yaml = grantingManifest('kim@example.com', lacking, {
    name: 'lounge-demo-bootstrap',
    namespaces: ['ai-lounge'],
  });
  expect(yaml).toMatch(/kind: Role\n[\s\S]*namespace: ai-lounge[\s\S]*verbs:\n {6}- create\n {6}- patch\n/);
  expect(yaml).toMatch(/kind: ClusterRole\n[\s\S]*- namespaces/);
  expect(yaml).toMatch(/^apiVersion: v1\nkind: Namespace\n/);
  expect(yaml).toMatch(/kind: User\n {4}name: kim@example.com/);
});
