import { append, edit } from '../../testing/edit-text.ts';
import { BASE, DEPLOYMENT, KUSTOMIZATION, lounge, OVERLAY } from '../../testing/good-lounge.ts';
import { describeRules } from '../../testing/rule-case.ts';

const render = lounge().renders[0]?.result ?? { error: '' };

describeRules('schema', [
  {
    rule: 'yaml-syntax',
    title: 'a key twice',
    change: { files: { [KUSTOMIZATION]: append('namespace: b\n') } },
    at: `${KUSTOMIZATION}~namespace: b`,
    says: /unique/,
  },
  {
    rule: 'yaml-syntax',
    title: 'a broken line',
    change: { files: { 'apps/hello/x.yaml': 'a: [\n' } },
    at: 'apps/hello/x.yaml:2',
  },
  { rule: 'yaml-syntax', title: 'two documents', change: { files: { 'apps/hello/x.yaml': 'a: 1\n---\na: 2\n' } } },
  {
    rule: 'settings-invalid',
    title: 'an unknown key of a service',
    change: { files: { 'apps/hello/service.yaml': 'name: hello\nprot: 80\n' } },
    at: 'apps/hello/service.yaml:2',
    says: /did you mean "port"/,
  },
  {
    rule: 'settings-invalid',
    title: 'another name than the folder',
    change: { files: { 'apps/hello/service.yaml': 'name: other\n' } },
    at: 'apps/hello/service.yaml:1',
  },
  {
    rule: 'settings-invalid',
    title: 'a broken example',
    change: { files: { '.env.example': 'A="\n' } },
    at: '.env.example:1',
  },
  { rule: 'settings-invalid', title: 'as generated', change: {} },
  {
    rule: 'schema-duplicate-resource',
    title: 'two overlays with one Service',
    change: {
      renders: [
        { overlay: 'app-of-apps/overlays/other/overlays/production', result: render },
        { overlay: OVERLAY, result: render },
      ],
    },
    at: `${BASE}/service.yaml~name: hello`,
    says: /also shipped by app-of-apps\/overlays\/other/,
  },
  { rule: 'schema-duplicate-resource', title: 'one overlay', change: {} },
  {
    rule: 'schema-selector-mismatch',
    title: 'another label',
    change: { files: { [DEPLOYMENT]: edit('    matchLabels:\n      app: hello', '    matchLabels:\n      app: web') } },
    at: `${DEPLOYMENT}~matchLabels:`,
    says: /app=web/,
  },
  { rule: 'schema-selector-mismatch', title: 'the same labels', change: {} },
  {
    rule: 'schema-removed-api',
    title: 'an old Deployment',
    change: { files: { [DEPLOYMENT]: edit('apps/v1', 'apps/v1beta2') } },
    at: `${DEPLOYMENT}:1`,
  },
  { rule: 'schema-removed-api', title: 'apps/v1', change: {} },
  {
    rule: 'service-spec-mismatch',
    title: 'replicas',
    change: { files: { [DEPLOYMENT]: edit('replicas: 1', 'replicas: 3') } },
    at: `${DEPLOYMENT}~replicas: 3`,
    says: /has replicas 3, service.yaml says 1/,
  },
  {
    rule: 'service-spec-mismatch',
    title: 'the port of the container',
    change: { files: { 'apps/hello/service.yaml': 'name: hello\nport: 9000\n' } },
    at: `${DEPLOYMENT}~containerPort: 8080`,
  },
  {
    rule: 'service-spec-mismatch',
    title: 'the port of the Service',
    change: { files: { [`${BASE}/service.yaml`]: edit('port: 80\n', 'port: 81\n') } },
    at: `${BASE}/service.yaml~port: 81`,
  },
  { rule: 'service-spec-mismatch', title: 'as generated', change: {} },
  {
    rule: 'service-spec-mismatch',
    title: 'more replicas of one environment',
    change: {
      renders: [
        {
          overlay: OVERLAY,
          result: {
            objects: [
              {
                apiVersion: 'apps/v1',
                kind: 'Deployment',
                metadata: { name: 'hello' },
                spec: { replicas: 3 },
              },
            ],
          },
        },
      ],
    },
  },
]);
