import { expect, test } from 'vitest';
import { evaluatePolicy } from '../../evaluate-policy.ts';
import { append, edit } from '../../testing/edit-text.ts';
import { BASE, DEPLOYMENT, KUSTOMIZATION, lounge } from '../../testing/good-lounge.ts';
import { describeRules } from '../../testing/rule-case.ts';

// Put together here, so that scanners of this repository find nothing.
const PASSWORD = ['tr0ub4dor', '&3/x'].join('');
const GITHUB = ['gh', 'p_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('');
const KEY = [
  '-----BEGIN ',
  'PRIVATE KEY-----\n',
  'MC4CAQAwBQYDK2VwBCIEIBZ4mVfT0R1qJ3uZ8nX5cW2yL7kA9dE6hG1sB0pN4tQv\n',
  '-----END ',
  'PRIVATE KEY-----\n',
].join('');
const TUNNEL = Buffer.from(
  JSON.stringify({
    a: '0123456789abcdef0123456789abcdef',
    t: '01234567-89ab-cdef-0123-456789abcdef',
    s: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ=',
  }),
).toString('base64');
const DATABASE = ['postgres://app:', 'k9-Zq2-Lm', '@db:5432/x'].join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const inCode = (text: string) => ({ files: { 'apps/hello/server.ts': `// a\nconst x = '${text}';\n` } });
const values = {
  environmentValues: new Map([
    ['DB_PASSWORD', PASSWORD],
    ['REGISTRY_URL', 'r.example.com'],
    ['LOG_LEVEL', 'production'],
    ['NODE_ENV', 'development-x'],
  ]),
};
const secret = (data: string) => `---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: s\n${data}`;
const environment = (text: string) => ({
  files: {
    [DEPLOYMENT]: edit(
      '            - name: PORT\n',
      `            - name: DB_PASSWORD\n${text}            - name: PORT\n`,
    ),
  },
});

describeRules('secret', [
  {
    rule: 'secret-env-value',
    title: 'as it is',
    change: { ...inCode(PASSWORD), snapshot: values },
    at: 'apps/hello/server.ts:2',
    says: /DB_PASSWORD from \.env stands here \(plain\)/,
  },
  {
    rule: 'secret-env-value',
    title: 'in base64',
    change: { ...inCode(base64(PASSWORD)), snapshot: values },
    at: 'apps/hello/server.ts:2',
    says: /base64/,
  },
  {
    rule: 'secret-env-value',
    title: 'inside a longer base64',
    change: { ...inCode(base64(`{"auth":"u:${PASSWORD}","x":1}`)), snapshot: values },
    at: 'apps/hello/server.ts:2',
    says: /base64/,
  },
  {
    rule: 'secret-env-value',
    title: 'inside base64, one letter on',
    change: { ...inCode(base64(`u:${PASSWORD}`)), snapshot: values },
    at: 'apps/hello/server.ts:2',
  },
  {
    rule: 'secret-env-value',
    title: 'URL-encoded',
    change: { ...inCode(encodeURIComponent(PASSWORD)), snapshot: values },
    at: 'apps/hello/server.ts:2',
    says: /url-encoded/,
  },
  {
    rule: 'secret-env-value',
    title: 'a declared name that does not sound secret',
    change: {
      files: {
        'apps/hello/service.yaml': 'name: hello\nsecrets:\n  a: [GREETING]\n',
        'apps/hello/server.ts': 'bonjour-monde\n',
      },
      snapshot: { environmentValues: new Map([['GREETING', 'bonjour-monde']]) },
    },
    at: 'apps/hello/server.ts:1',
  },
  {
    rule: 'secret-env-value',
    title: 'settings that are no secret',
    change: { ...inCode('production r.example.com development-x'), snapshot: values },
  },
  {
    rule: 'secret-in-commit-message',
    title: 'a value of .env',
    change: { snapshot: { ...values, commits: [{ message: `fix: use ${PASSWORD}` }] } },
    at: 'COMMIT_MESSAGE',
    says: /DB_PASSWORD/,
  },
  {
    rule: 'secret-in-commit-message',
    title: 'a token',
    change: { snapshot: { commits: [{ message: `chore: add ${GITHUB}` }] } },
    at: 'COMMIT_MESSAGE',
    says: /GitHub/,
  },
  {
    rule: 'secret-in-commit-message',
    title: 'a password written out in Korean',
    change: { snapshot: { commits: [{ message: 'fix: 비밀번호: hunter22x' }] } },
    at: 'COMMIT_MESSAGE',
  },
  {
    rule: 'secret-in-commit-message',
    title: 'talk about passwords',
    change: { snapshot: { commits: [{ message: 'fix: token: rotate it\n\npassword: see the vault' }] } },
  },
  {
    rule: 'secret-env-file-tracked',
    title: 'an environment file',
    change: { files: { 'apps/hello/.env.production': 'A=1\n' } },
    at: 'apps/hello/.env.production',
  },
  {
    rule: 'secret-env-file-tracked',
    title: 'a key',
    change: { files: { 'apps/hello/tls.key': 'x\n' } },
    at: 'apps/hello/tls.key',
  },
  { rule: 'secret-env-file-tracked', title: 'examples', change: { files: { 'apps/hello/.env.example': 'A=\n' } } },
  {
    rule: 'secret-env-not-ignored',
    title: 'no pattern',
    change: { files: { '.gitignore': 'node_modules/\n' } },
    at: '.gitignore:1',
    says: /^\.env is not ignored/,
  },
  {
    rule: 'secret-env-not-ignored',
    title: 'taken back below',
    change: { files: { 'apps/hello/.gitignore': '!.env\n' } },
    at: '.gitignore:1',
    says: /apps\/hello\/\.env/,
  },
  {
    rule: 'secret-env-not-ignored',
    title: 'the example ignored too',
    change: { files: { '.gitignore': '.env*\n' } },
    at: '.gitignore:1',
    says: /\.env\.example/,
  },
  { rule: 'secret-env-not-ignored', title: 'as generated', change: {} },
  {
    rule: 'secret-plaintext-manifest',
    title: 'stringData',
    change: { files: { [`${BASE}/s.yaml`]: secret('stringData:\n  a: hunter22\n') } },
    at: `${BASE}/s.yaml:7`,
    says: /Secret\/s/,
  },
  {
    rule: 'secret-plaintext-manifest',
    title: 'a generator',
    change: {
      files: { [KUSTOMIZATION]: append('secretGenerator:\n  - name: t\n    literals:\n      - a=hunter22\n') },
    },
    at: `${KUSTOMIZATION}~- name: t`,
  },
  {
    rule: 'secret-plaintext-manifest',
    title: 'no values, placeholders, SOPS',
    change: {
      files: {
        [`${BASE}/s.yaml`]:
          secret('') + secret('stringData:\n  a: YOUR-TOKEN\n') + secret('data:\n  a: ENC\nsops: {}\n'),
      },
    },
  },
  {
    rule: 'secret-provider-token',
    title: 'GitHub',
    change: inCode(GITHUB),
    at: 'apps/hello/server.ts:2',
    says: /GitHub token/,
  },
  {
    rule: 'secret-provider-token',
    title: 'hashes and placeholders',
    change: inCode(`${'0a1b2c3d4e'.repeat(4)} ghp_${'x'.repeat(36)} sk-your-key-here`),
  },
  { rule: 'secret-private-key', title: 'Ed25519', change: { files: { 'docs/a.md': `a\n${KEY}` } }, at: 'docs/a.md:2' },
  {
    rule: 'secret-private-key',
    title: 'with written line breaks',
    change: inCode(KEY.replaceAll('\n', '\\n')),
    at: 'apps/hello/server.ts:2',
  },
  {
    rule: 'secret-private-key',
    title: 'a placeholder',
    change: inCode(['-----BEGIN ', 'PRIVATE KEY-----', '...', '-----END ', 'PRIVATE KEY-----'].join('')),
  },
  { rule: 'secret-tunnel-token', title: 'as an argument', change: inCode(TUNNEL), at: 'apps/hello/server.ts:2' },
  {
    rule: 'secret-tunnel-token',
    title: 'other base64 of JSON',
    change: inCode(base64(JSON.stringify({ a: 'x'.repeat(120) }))),
  },
  {
    rule: 'secret-connection-string',
    title: 'a database',
    change: inCode(DATABASE),
    at: 'apps/hello/server.ts:2',
    says: /postgres address/,
  },
  {
    rule: 'secret-connection-string',
    title: 'redis without a user',
    change: inCode(['redis://:', 'k9Zq2Lm', '@redis:6379/0'].join('')),
    at: 'apps/hello/server.ts:2',
  },
  {
    rule: 'secret-connection-string',
    title: 'variables and examples',
    change: inCode(
      'postgres://${USER}:${PASSWORD}@host/db postgresql://user:password@localhost:5432/db http://a.b/c:d@e',
    ),
  },
  {
    rule: 'secret-encoded-credential',
    title: 'an address in a Secret',
    change: { files: { 'apps/hello/x.yaml': `a: b\nurl: ${base64(DATABASE)}\n` } },
    at: 'apps/hello/x.yaml:2',
    says: /postgres/,
  },
  {
    rule: 'secret-encoded-credential',
    title: 'a registry login',
    change: { files: { 'apps/hello/x.yaml': `a: ${base64('{"auths":{"r.io":{"auth":"dTpw"}}}')}\n` } },
    at: 'apps/hello/x.yaml:1',
    says: /registry login/,
  },
  {
    rule: 'secret-encoded-credential',
    title: 'twice encoded',
    change: { files: { 'apps/hello/x.yaml': `a: ${base64(base64(GITHUB))}\n` } },
    at: 'apps/hello/x.yaml:1',
    says: /GitHub/,
  },
  {
    rule: 'secret-encoded-credential',
    title: 'digests and words',
    change: {
      files: { 'apps/hello/x.yaml': `a: sha256:${'ab12'.repeat(16)}\nb: thisIsJustAVeryLongIdentifierInSomeCode\n` },
    },
  },
  {
    rule: 'secret-literal-in-workload',
    title: 'a literal',
    change: environment('              value: hunter22\n'),
    at: `${DEPLOYMENT}~- name: DB_PASSWORD`,
    says: /DB_PASSWORD/,
  },
  {
    rule: 'secret-literal-in-workload',
    title: 'from a Secret',
    change: environment(
      '              valueFrom:\n                secretKeyRef:\n                  name: a\n                  key: b\n',
    ),
  },
  {
    rule: 'secret-in-dockerfile',
    title: 'ENV',
    change: { files: { 'apps/hello/Dockerfile': append('ENV API_KEY=k9Zq2Lm77\n') } },
    at: 'apps/hello/Dockerfile:12',
    says: /ENV API_KEY/,
  },
  {
    rule: 'secret-in-dockerfile',
    title: 'COPY .env',
    change: { files: { 'apps/hello/Dockerfile': append('COPY .env /app/\n') } },
    at: 'apps/hello/Dockerfile:12',
  },
  {
    rule: 'secret-in-dockerfile',
    title: 'a login',
    change: { files: { 'apps/hello/Dockerfile': append('RUN docker login -u a -p b r.io\n') } },
    at: 'apps/hello/Dockerfile:12',
  },
  {
    rule: 'secret-in-dockerfile',
    title: 'a mounted secret',
    change: {
      files: {
        'apps/hello/Dockerfile': append(
          'ARG NPM_TOKEN\nRUN --mount=type=secret,id=npmrc npm ci\nCOPY .env.example /app/\n',
        ),
      },
    },
  },
  {
    rule: 'secret-example-real-value',
    title: 'a real password',
    change: { files: { '.env.example': append('DB_PASSWORD=k9Zq2Lm77pX\n') } },
    at: '.env.example:18',
    says: /DB_PASSWORD/,
  },
  {
    rule: 'secret-example-real-value',
    title: 'placeholders',
    change: { files: { '.env.example': append('DB_PASSWORD=changeme\nAPI_TOKEN=\n') } },
  },
]);

test('no finding shows a secret, in either language', () => {
  const files = {
    'apps/hello/server.ts': [PASSWORD, GITHUB, TUNNEL, DATABASE, KEY].join('\n'),
    'apps/hello/x.yaml': `a: ${base64(DATABASE)}\n`,
    '.env.example': `DB_PASSWORD=${PASSWORD}\n`,
  };
  const change = { files, snapshot: { ...values, commits: [{ message: `fix: ${PASSWORD} ${GITHUB}` }] } };
  for (const language of ['en', 'ko'] as const) {
    const { findings } = evaluatePolicy(lounge(change), { language, at: 0 });
    expect(findings.filter(({ rule }) => rule.startsWith('secret-')).length).toBeGreaterThan(8);
    for (const value of [PASSWORD, GITHUB, TUNNEL, DATABASE, 'k9-Zq2-Lm', 'MC4CAQAw', base64(DATABASE)])
      expect(JSON.stringify(findings)).not.toContain(value);
  }
});

test('hostile texts are scanned in linear time', () => {
  const texts = [
    'eyJ'.repeat(60_000),
    'postgres://'.repeat(20_000),
    `a: ${'A'.repeat(200_000)}`,
    '-----BEGIN PRIVATE KEY-----'.repeat(5_000),
    '비밀번호 '.repeat(40_000),
    'ghp_'.repeat(50_000),
    'ENV A '.repeat(30_000),
  ];
  const files = Object.fromEntries(texts.map((text, index) => [`apps/hello/x${index}.yaml`, text]));
  const started = performance.now();
  evaluatePolicy(
    lounge({
      files: { ...files, 'apps/hello/Dockerfile': texts[6] ?? '' },
      snapshot: { commits: texts.map((message) => ({ message })) },
    }),
    { language: 'en', at: 0 },
  );
  expect(performance.now() - started).toBeLessThan(10_000);
});
