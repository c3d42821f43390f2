import { append } from '../../testing/edit-text.ts';
import { BASE } from '../../testing/good-lounge.ts';
import { describeRules } from '../../testing/rule-case.ts';

const file = (path: string, bytes = 10, mode = '100644') => ({ more: [{ path, bytes, mode }] });

describeRules('repository', [
  {
    rule: 'repo-layout',
    title: 'no projects',
    change: { files: { 'app-of-apps/projects.yaml': undefined } },
    at: 'app-of-apps/projects.yaml',
  },
  { rule: 'repo-layout', title: 'all there', change: {} },
  {
    rule: 'repo-service-name',
    title: 'capitals',
    change: { files: { 'apps/Hello_World/a.ts': 'a' } },
    at: 'apps/Hello_World',
  },
  { rule: 'repo-service-name', title: 'a DNS label', change: {} },
  {
    rule: 'repo-service-pair',
    title: 'source alone',
    change: { files: { 'apps/shop/Dockerfile': 'FROM a:1\n', 'apps/shop/service.yaml': 'name: shop\n' } },
    at: 'apps/shop',
    says: /without manifests/,
  },
  {
    rule: 'repo-service-pair',
    title: 'manifests alone',
    change: {
      files: {
        'apps/hello/Dockerfile': undefined,
        'apps/hello/service.yaml': undefined,
        'apps/hello/.dockerignore': undefined,
        'apps/hello/server.ts': undefined,
      },
    },
    at: 'app-of-apps/overlays/hello',
    says: /without source/,
  },
  {
    rule: 'repo-service-pair',
    title: 'no service.yaml',
    change: { files: { 'apps/hello/service.yaml': undefined } },
    at: 'apps/hello',
  },
  { rule: 'repo-service-pair', title: 'a pair', change: {} },
  {
    rule: 'repo-artifact-tracked',
    title: 'node_modules, once',
    change: { files: { 'apps/hello/node_modules/a/index.js': '', 'apps/hello/node_modules/b/index.js': '' } },
    at: 'apps/hello/node_modules/',
  },
  {
    rule: 'repo-artifact-tracked',
    title: 'an archive',
    change: file('apps/hello/a.zip'),
    at: 'apps/hello/a.zip',
    says: /archive/,
  },
  {
    rule: 'repo-artifact-tracked',
    title: 'a binary without a name for it',
    change: file('apps/hello/server'),
    at: 'apps/hello/server',
    says: /binary/,
  },
  {
    rule: 'repo-artifact-tracked',
    title: 'a log',
    change: { files: { 'apps/hello/build.log': 'x' } },
    at: 'apps/hello/build.log',
  },
  {
    rule: 'repo-artifact-tracked',
    title: 'a picture and a lock file',
    change: { ...file('apps/hello/logo.png'), files: { 'apps/hello/package-lock.json': '{}' } },
  },
  {
    rule: 'repo-file-size',
    title: 'too large',
    change: file('apps/hello/movie.mp4', 5_000_000),
    at: 'apps/hello/movie.mp4',
    says: /5000000 bytes/,
  },
  { rule: 'repo-file-size', title: 'small', change: file('apps/hello/logo.png') },
  { rule: 'repo-repository-inside', title: 'a gitlink', change: file('apps/other', 0, '160000'), at: 'apps/other' },
  { rule: 'repo-repository-inside', title: 'none', change: {} },
  {
    rule: 'repo-gitignore-ineffective',
    title: 'glued patterns',
    change: { files: { '.gitignore': append('*.loggithub/ai-lounge\n') } },
    at: '.gitignore~*.loggithub/ai-lounge',
  },
  {
    rule: 'repo-gitignore-ineffective',
    title: 'no last line break',
    change: { files: { '.gitignore': append('*.tmp') } },
    at: '.gitignore~*.tmp',
    says: /no line break/,
  },
  {
    rule: 'repo-gitignore-ineffective',
    title: 'one a line',
    change: { files: { '.gitignore': append('*.logs\n*.log\n'), [`${BASE}/.gitignore`]: '' } },
  },
]);
