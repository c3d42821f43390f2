import { describe, expect, test } from 'vitest';
import { readAppProject } from './app-project.ts';
import { globMatches } from './glob.ts';
import { isKindPermitted, isNamespacePermitted, specErrors } from './permissions.ts';
import { readApplication } from '../application.ts';

const project = (spec: Record<string, unknown>) =>
  readAppProject({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'p', namespace: 'argocd' },
    spec,
  });
const application = (spec: Record<string, unknown>) =>
  readApplication({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'a', namespace: 'argocd' },
    spec,
  });
const here = { server: 'https://kubernetes.default.svc', namespace: 'team' };
const source = { repoURL: 'https://host/lounge.git', path: 'x' };
const open = { sourceRepos: ['*'], destinations: [{ server: '*', namespace: '*' }] };

test.each([
  ['*', 'a/b', undefined, true],
  ['a*c', 'abbc', undefined, true],
  ['a*c', 'abbd', undefined, false],
  ['https://host/*', 'https://host/a', '/', true],
  ['https://host/*', 'https://host/a/b', '/', false],
  ['https://host/**', 'https://host/a/b', '/', true],
  ['te?m', 'team', undefined, true],
  ['', 'x', undefined, false],
  ['*a*b*c', 'xaybzc', undefined, true],
])('glob %s on %s', (pattern, value, separator, expected) =>
  expect(globMatches(pattern, value, separator)).toBe(expected),
);

test('a glob made to be slow is not', () => {
  const start = performance.now();
  expect(globMatches(`${'*a'.repeat(60)}b`, 'a'.repeat(4000))).toBe(false);
  expect(performance.now() - start).toBeLessThan(500);
});

describe('namespaces', () => {
  test.each([
    [[{ server: here.server, namespace: 'team' }], 'team', true],
    [[{ server: here.server, namespace: 'team' }], 'other', false],
    [[{ name: 'in-cluster', namespace: 'team-*' }], 'team-a', true],
    [[{ server: 'https://elsewhere', namespace: '*' }], 'team', false],
    [
      [
        { server: '*', namespace: '*' },
        { server: '*', namespace: '!kube-system' },
      ],
      'kube-system',
      false,
    ],
    [
      [
        { server: '*', namespace: '*' },
        { server: '*', namespace: '!kube-system' },
      ],
      'team',
      true,
    ],
    [[], 'team', false],
  ])('%j permits %s: %s', (destinations, namespace, expected) =>
    expect(isNamespacePermitted(project({ destinations }), namespace)).toBe(expected),
  );
});

describe('kinds', () => {
  const list = [{ group: 'apps', kind: 'Deployment' }];
  test.each([
    ['no list permits namespaced kinds', {}, 'apps', 'Deployment', true, true],
    ['no list permits no cluster-scoped kind', {}, '', 'Namespace', false, false],
    ['a list permits what it names', { namespaceResourceWhitelist: list }, 'apps', 'Deployment', true, true],
    ['and nothing else', { namespaceResourceWhitelist: list }, '', 'Service', true, false],
    ['an empty list permits nothing', { namespaceResourceWhitelist: [] }, '', 'Service', true, false],
    ['a deny list', { namespaceResourceBlacklist: list }, 'apps', 'Deployment', true, false],
    [
      'a cluster-scoped kind that is listed',
      { clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }] },
      '',
      'Namespace',
      false,
      true,
    ],
    [
      'by name',
      { clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'team-*' }] },
      '',
      'Namespace',
      false,
      false,
    ],
    [
      'a project that cannot be read permits nothing',
      { namespaceResourceWhitelist: 'all' },
      '',
      'Service',
      true,
      false,
    ],
  ])('%s', (_, spec, group, kind, namespaced, expected) =>
    expect(isKindPermitted(project(spec), group, kind, 'x', namespaced)).toBe(expected),
  );
});

describe('specErrors', () => {
  test.each([
    ['fine', { source, destination: here }, open, undefined],
    [
      'another repository',
      { source, destination: here },
      { ...open, sourceRepos: ['https://host/other'] },
      "application repo https://host/lounge.git is not permitted in project 'p'",
    ],
    [
      '.git and case do not matter',
      { source, destination: here },
      { ...open, sourceRepos: ['https://HOST/lounge'] },
      undefined,
    ],
    [
      'a denied repository',
      { source, destination: here },
      { ...open, sourceRepos: ['*', '!https://host/lounge'] },
      'is not permitted',
    ],
    [
      'another namespace',
      { source, destination: here },
      { ...open, destinations: [{ server: '*', namespace: 'b' }] },
      "application destination server 'https://kubernetes.default.svc' and namespace 'team' do not match any of the allowed destinations in project 'p'",
    ],
    ['no destination', { source }, open, 'destination server missing from app spec'],
    [
      'another cluster by name',
      { source, destination: { name: 'far', namespace: 'team' } },
      open,
      'there are no clusters with this name: far',
    ],
    ['several sources', { sources: [source], destination: here }, open, 'spec.sources is not supported here'],
    ['a field of the wrong type', { source: { ...source, path: 1 }, destination: here }, open, 'source.path'],
  ])('%s', (_, spec, projectSpec, message) => {
    const [first] = specErrors(application(spec), project(projectSpec));
    if (message === undefined) expect(first).toBeUndefined();
    else expect(first).toMatchObject({ type: 'InvalidSpecError', message: expect.stringContaining(message) });
  });
});
