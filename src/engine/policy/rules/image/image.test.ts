import { LoungeConfig } from '../../../../domain/lounge-config.ts';
import { edit } from '../../testing/edit-text.ts';
import { APPLICATION, DEPLOYMENT, goodConfig, KUSTOMIZATION, type LoungeChange } from '../../testing/good-lounge.ts';
import { describeRules } from '../../testing/rule-case.ts';

const DIGEST = `    digest: sha256:${'a'.repeat(64)}\n`;
const PINNED_DIGEST = `sha256:${'a'.repeat(64)}`;
const PINNED = `r.example.com/ai-lounge/hello:v202601020304@${PINNED_DIGEST}`;
const image = (reference: string) => ({ files: { [DEPLOYMENT]: edit('image: hello', `image: ${reference}`) } });
const kustomization = (from: string, to: string) => ({ files: { [KUSTOMIZATION]: edit(from, to) } });
const unreleased = {
  files: {
    [APPLICATION]: undefined,
    [KUSTOMIZATION]: (text: string) => text.replace(DIGEST, '').replace(/.*newTag.*\n/, ''),
  },
};
const line = (text: string) => `${DEPLOYMENT}~image: ${text}`;

/** Production on an engine with a registry of its own. */
function onFarEngine(registry: string): LoungeChange {
  const engines = { far: { kind: 'kubernetes', context: 'far', registry: 'far.example.com' } };
  const config = LoungeConfig.parse({ ...goodConfig, engines, environments: { production: { engine: 'far' } } });
  return { ...kustomization('newName: r.example.com', `newName: ${registry}`), snapshot: { config } };
}

describeRules('image', [
  {
    rule: 'image-no-latest',
    title: 'latest',
    change: image('docker.io/library/redis:latest'),
    at: line('docker.io/library/redis:latest'),
  },
  {
    rule: 'image-no-latest',
    title: 'no tag at all',
    change: image('redis'),
    at: line('redis'),
    says: /redis names no fixed version/,
  },
  { rule: 'image-no-latest', title: 'a version', change: image('redis:7-alpine') },
  { rule: 'image-no-latest', title: 'not released yet', change: unreleased },
  {
    rule: 'image-tag-format',
    title: 'without v',
    change: kustomization('v202601020304', '202601020304'),
    at: line('hello'),
    says: /202601020304 is not v/,
  },
  {
    rule: 'image-tag-format',
    title: 'month 13',
    change: kustomization('v202601020304', 'v202613020304'),
    at: line('hello'),
  },
  { rule: 'image-tag-format', title: 'a minute that exists', change: {} },
  {
    rule: 'image-digest-pinned',
    title: 'a tag alone',
    change: kustomization(DIGEST, ''),
    at: line('hello'),
    says: /not pinned/,
  },
  {
    rule: 'image-digest-pinned',
    title: 'an image of others by its tag alone',
    change: image('docker.io/library/redis:7-alpine'),
    at: line('docker.io/library/redis:7-alpine'),
  },
  { rule: 'image-digest-pinned', title: 'both', change: {} },
  { rule: 'image-digest-pinned', title: 'not released yet', change: unreleased },
  {
    rule: 'image-tag-digest',
    title: 'the tag names another image',
    change: {
      snapshot: { pinnedImages: new Map([[PINNED, { tagged: [`sha256:${'b'.repeat(64)}`], hasDigest: true }]]) },
    },
    at: line('hello'),
    says: /v202601020304 is not the image sha256:a+; in the registry it is sha256:b+/,
  },
  {
    rule: 'image-tag-digest',
    title: 'there is no such tag, but the digest of another one',
    change: { snapshot: { pinnedImages: new Map([[PINNED, { tagged: [], hasDigest: true }]]) } },
    at: line('hello'),
  },
  {
    rule: 'image-tag-digest',
    title: 'a manifest behind the tag',
    change: {
      snapshot: { pinnedImages: new Map([[PINNED, { tagged: ['sha256:index', PINNED_DIGEST], hasDigest: true }]]) },
    },
  },
  {
    rule: 'image-tag-digest',
    title: 'neither is there',
    change: { snapshot: { pinnedImages: new Map([[PINNED, { tagged: [], hasDigest: false }]]) } },
  },
  { rule: 'image-tag-digest', title: 'nobody was asked', change: {} },
  {
    rule: 'image-tag-not-string',
    title: 'digits alone',
    change: kustomization('"v202601020304"', '202601020304'),
    at: `${KUSTOMIZATION}~newTag: 202601020304`,
    says: /number/,
  },
  { rule: 'image-tag-not-string', title: 'quoted digits', change: kustomization('"v202601020304"', '"202601020304"') },
  {
    rule: 'image-repository-path',
    title: 'another registry',
    change: image('evil.io/x:1'),
    at: line('evil.io/x:1'),
    says: /Use|not allowed/,
  },
  { rule: 'image-repository-path', title: 'an allowed registry', change: image('redis:7') },
  { rule: 'image-repository-path', title: 'the registry of its engine', change: onFarEngine('far.example.com') },
  {
    rule: 'image-repository-path',
    title: 'the registry of another engine',
    change: onFarEngine('r.example.com'),
    at: line('hello'),
    says: /r\.example\.com\S+ comes from a registry that is not allowed/,
  },
  {
    rule: 'image-unexpanded-variable',
    title: 'in newName',
    change: kustomization('newName: r.example.com', 'newName: ${REGISTRY_URL}'),
    at: line('hello'),
    says: /\$\{REGISTRY_URL\}/,
  },
  { rule: 'image-unexpanded-variable', title: 'none', change: {} },
  {
    rule: 'image-pull-secret-missing',
    title: 'taken out',
    change: { files: { [DEPLOYMENT]: edit('      imagePullSecrets:\n        - name: lounge-registry\n', '') } },
    at: `${DEPLOYMENT}~automountServiceAccountToken: false`,
  },
  { rule: 'image-pull-secret-missing', title: 'there', change: {} },
]);
