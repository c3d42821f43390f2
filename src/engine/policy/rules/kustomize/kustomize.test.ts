import { append, edit } from '../../testing/edit-text.ts';
import { BASE, DEPLOYMENT, goodConfig, KUSTOMIZATION, OVERLAY } from '../../testing/good-lounge.ts';
import { describeRules } from '../../testing/rule-case.ts';
import { LOCAL_ENGINE } from '../../../../domain/local-engine.ts';

const kustomization = (from: string, to: string) => ({ files: { [KUSTOMIZATION]: edit(from, to) } });
const withStaging = {
  ...goodConfig,
  environments: { ...goodConfig.environments, staging: { engine: LOCAL_ENGINE, namespace: 'ai-lounge-staging' } },
};
const more = (text: string) => ({ files: { [KUSTOMIZATION]: append(text) } });

describeRules('kustomize', [
  {
    rule: 'kustomize-build-fails',
    title: 'an error',
    change: { renders: [{ overlay: OVERLAY, result: { error: 'no such file' } }] },
    at: `${KUSTOMIZATION}:1`,
    says: /no such file/,
  },
  { rule: 'kustomize-build-fails', title: 'objects', change: {} },
  {
    rule: 'kustomize-image-dead',
    title: 'the full name',
    change: kustomization('name: hello', 'name: r.example.com/ai-lounge/hello'),
    at: `${KUSTOMIZATION}~- name: r.example.com/ai-lounge/hello`,
    says: /matches nothing/,
  },
  {
    rule: 'kustomize-image-dead',
    title: 'a base that renames it first',
    change: { files: { [`${BASE}/kustomization.yaml`]: append('images:\n  - name: hello\n    newName: other\n') } },
    at: `${KUSTOMIZATION}~- name: hello`,
  },
  { rule: 'kustomize-image-dead', title: 'the name in the base', change: {} },
  {
    rule: 'kustomize-image-dead',
    title: 'an image with tag in the base',
    change: { files: { [DEPLOYMENT]: edit('image: hello', 'image: hello:v1') } },
  },
  { rule: 'kustomize-deprecated-field', title: 'bases', change: more('bases: []\n'), at: `${KUSTOMIZATION}~bases: []` },
  { rule: 'kustomize-deprecated-field', title: 'none', change: {} },
  {
    rule: 'kustomize-namespace-missing',
    title: 'none',
    change: kustomization('namespace: ai-lounge\n', ''),
    at: `${KUSTOMIZATION}:1`,
  },
  { rule: 'kustomize-namespace-missing', title: 'there', change: {} },
  {
    rule: 'kustomize-layout',
    title: 'among the source',
    change: { files: { 'apps/hello/kustomization.yaml': '' } },
    at: 'apps/hello/kustomization.yaml:1',
  },
  {
    rule: 'kustomize-layout',
    title: 'beside base',
    change: { files: { 'app-of-apps/overlays/hello/x.yaml': '' } },
    at: 'app-of-apps/overlays/hello/x.yaml:1',
  },
  {
    rule: 'kustomize-layout',
    title: 'an environment that is not there',
    change: { files: { 'app-of-apps/overlays/hello/overlays/staging/kustomization.yaml': '' } },
    at: 'app-of-apps/overlays/hello/overlays/staging/kustomization.yaml:1',
    says: /no environment staging/,
  },
  { rule: 'kustomize-layout', title: 'as generated', change: {} },
  {
    rule: 'kustomize-path-outside',
    title: 'another service',
    change: kustomization('../../base', '../../../other/base'),
    at: `${KUSTOMIZATION}~- ../../../other/base`,
  },
  {
    rule: 'kustomize-path-outside',
    title: 'the machine',
    change: kustomization('../../base', '../../../../../../etc'),
    at: `${KUSTOMIZATION}~- ../../../../../../etc`,
  },
  {
    rule: 'kustomize-path-outside',
    title: 'a patch outside',
    change: more('patches:\n  - path: /etc/x.yaml\n'),
    at: `${KUSTOMIZATION}~- path: /etc/x.yaml`,
  },
  {
    rule: 'kustomize-path-outside',
    title: 'the base and an inline patch',
    change: more('patches:\n  - patch: |-\n      a: b\n'),
  },
  {
    rule: 'kustomize-generator-untracked',
    title: '.env',
    change: more('secretGenerator:\n  - name: t\n    envs: [.env]\n'),
    at: `${KUSTOMIZATION}~- name: t`,
    says: /file of secrets/,
  },
  {
    rule: 'kustomize-generator-untracked',
    title: 'a file that is not there',
    change: more('configMapGenerator:\n  - name: t\n    files: [a=b.txt]\n'),
    at: `${KUSTOMIZATION}~- name: t`,
    says: /not in git/,
  },
  {
    rule: 'kustomize-generator-untracked',
    title: 'literals',
    change: more('configMapGenerator:\n  - name: t\n    literals: [a=b]\n'),
  },
  {
    rule: 'kustomize-orphan-file',
    title: 'a file that is not listed',
    change: { files: { [`${BASE}/hpa.yaml`]: 'apiVersion: v1\nkind: ConfigMap\n' } },
    at: `${BASE}/hpa.yaml:1`,
  },
  {
    rule: 'kustomize-orphan-file',
    title: 'a patch that is',
    change: {
      files: {
        [`${OVERLAY}/patch.yaml`]: 'apiVersion: v1\nkind: ConfigMap\n',
        [KUSTOMIZATION]: append('patches:\n  - path: patch.yaml\n'),
      },
    },
  },
  {
    rule: 'environment-overlay-missing',
    title: 'an environment added later',
    change: { snapshot: { config: withStaging } },
    at: 'apps/hello/service.yaml:1',
    says: /no overlay for staging/,
  },
  { rule: 'environment-overlay-missing', title: 'one for each', change: {} },
]);
