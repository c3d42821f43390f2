import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { LoungeConfig } from '../../src/domain/lounge-config.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createObjectStore } from '../../src/sandbox/kubernetes/store/memory-store.ts';
import type { KubernetesObject } from '../../src/sandbox/kubernetes/store/object-store.ts';
import { generateApplication } from '../../src/engine/manifest/generate/generate-applications.ts';
import { admissionObjects } from '../../src/engine/manifest/generate/admission/index.ts';

const kubernetes = { kind: 'kubernetes', context: 'c' };
const config = (policy: Record<string, unknown> = {}) =>
  LoungeConfig.parse({
    apiVersion: 'lounge/v1',
    name: 'demo',
    repository: { url: "https://git.example.com/o'brien.git" },
    registry: { url: 'r.example.com' },
    domain: 'demo.example.com',
    engines: { near: kubernetes, far: { ...kubernetes, argocdNamespace: 'gitops' } },
    environments: {
      staging: { engine: 'near', namespace: 'demo-staging' },
      production: { engine: 'near' },
      abroad: { engine: 'far', namespace: 'demo-abroad' },
    },
    policy,
  });

describe('admissionObjects', () => {
  test('what belongs to no namespace carries the names of lounge and engine, and looks at its namespaces only', () => {
    const objects = admissionObjects(config(), 'far');
    for (const { metadata, kind, spec } of objects as readonly KubernetesObject[]) {
      if (metadata.namespace !== undefined) expect(metadata.namespace).toBe('demo-abroad');
      else expect(metadata.name).toMatch(/^lounge-demo-far-/);
      const selector = (spec as { matchConstraints?: { namespaceSelector?: unknown } }).matchConstraints
        ?.namespaceSelector;
      if (kind !== 'ValidatingAdmissionPolicy' || metadata.name === 'lounge-demo-far-cluster') continue;
      expect(JSON.stringify(selector)).toMatch(/"In","values":\["(demo-abroad|gitops)"\]/);
    }
  });

  test('every policy is bound, fails closed and forbids', () => {
    const objects = admissionObjects(config(), 'near') as readonly KubernetesObject[];
    const policies = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    const bindings = objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicyBinding');
    expect(bindings.map(({ spec }) => spec)).toEqual(
      policies.map(({ metadata }) => ({ policyName: metadata.name, validationActions: ['Deny'] })),
    );
    for (const { spec } of policies) {
      expect(spec).toMatchObject({ failurePolicy: 'Fail' });
      for (const { reason, message } of (spec as { validations: { reason: string; message: string }[] }).validations) {
        expect(reason).toBe('Forbidden');
        expect(message).toMatch(/^[^\n]{20,500}$/);
      }
    }
  });

  test('a quota for each namespace of the engine, or none', () => {
    const quotas = (policy = {}) =>
      admissionObjects(config(policy), 'near').flatMap(({ kind, metadata: { namespace } }) =>
        kind === 'ResourceQuota' ? [namespace] : [],
      );
    expect(quotas()).toEqual(['demo-staging', 'ai-lounge']);
    expect(quotas({ quota: 'off' })).toEqual([]);
  });
});

describe('Applications of several environments', () => {
  const application = (environment: string, change: Record<string, unknown> = {}): KubernetesObject => {
    const object = parse(generateApplication(config(), 'hello', environment)) as KubernetesObject;
    return { ...object, metadata: { ...object.metadata, ...change } };
  };
  const written = async (engine: string, object: KubernetesObject): Promise<string> => {
    const store = await createObjectStore({ clock: systemClock });
    const { namespace = '' } = object.metadata;
    const names = [namespace, 'demo-staging', 'ai-lounge', 'demo-abroad'];
    for (const name of names) store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    for (const one of admissionObjects(config(), engine)) store.create(one as unknown as KubernetesObject);
    try {
      store.create(object);
      return '';
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
  };
  const moved = (to: string): KubernetesObject => {
    const object = application('staging');
    const spec = object.spec as { destination: object };
    return { ...object, spec: { ...spec, destination: { ...spec.destination, namespace: to } } };
  };

  test.each<[string, string, KubernetesObject, RegExp]>([
    ['the first environment', 'near', application('staging'), /^$/],
    ['another one', 'near', application('production'), /^$/],
    ['one of another engine', 'far', application('abroad'), /^$/],
    ['the path of one, the namespace of another', 'near', moved('ai-lounge'), /do not belong together/],
    [
      'the name of one, the path of another',
      'near',
      application('production', { name: 'hello' }),
      /do not belong together/,
    ],
    ['a longer name', 'near', application('staging', { name: 'hello-2' }), /do not belong together/],
    [
      'an engine that has no such environment',
      'near',
      { ...application('abroad'), metadata: application('staging').metadata },
      /do not belong together/,
    ],
  ])('%s', async (_, engine, object, says) => expect(await written(engine, object)).toMatch(says));
});

describe('what was there before the policies', () => {
  const bad = (replicas: number, more: Record<string, unknown> = {}): KubernetesObject => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'old', namespace: 'ai-lounge', ...more },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'old' } },
      template: {
        metadata: { labels: { app: 'old' } },
        spec: { hostNetwork: true, containers: [{ name: 'old', image: 'elsewhere.example.com/old:1' }] },
      },
    },
  });
  const astray = (spec: Record<string, unknown> = {}): KubernetesObject => {
    const object = parse(generateApplication(config(), 'hello', 'production')) as KubernetesObject;
    return { ...object, spec: { ...(object.spec as object), ignoreDifferences: [{ kind: 'Deployment' }], ...spec } };
  };

  test('goes on, is scaled and leaves; its pods and its sync are held to them', async () => {
    const store = await createObjectStore({ clock: systemClock });
    for (const name of ['argocd', 'ai-lounge'])
      store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    store.create(bad(1));
    store.create(astray());
    for (const one of admissionObjects(config({ quota: 'off' }), 'near'))
      if (one.metadata.namespace === undefined) store.create(one as unknown as KubernetesObject);
    store.update(bad(2, { labels: { kept: 'yes' } }));
    store.update({ ...astray(), status: { sync: { status: 'Synced' } } });
    expect(() => store.update({ ...astray(), operation: { sync: {} } })).toThrow(
      /nothing that changes what is compared/,
    );
    expect(() => store.update(astray({ project: 'default' }))).toThrow(/are in the project/);
    const pod = (bad(1).spec as { template: { spec: Record<string, unknown> } }).template.spec;
    const metadata = { name: 'p', namespace: 'ai-lounge' };
    expect(() => store.create({ apiVersion: 'v1', kind: 'Pod', metadata, spec: pod })).toThrow(/hostNetwork/);
    store.remove('Application', 'argocd', 'hello');
    store.update({ ...astray(), metadata: { ...astray().metadata, finalizers: [] } });
    expect(store.get('Application', 'argocd', 'hello')).toBeUndefined();
    store.remove('Deployment', 'ai-lounge', 'old');
    expect(store.get('Deployment', 'ai-lounge', 'old')).toBeUndefined();
  });
});
