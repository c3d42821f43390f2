import { append, edit } from '../../testing/edit-text.ts';
import { BASE, DEPLOYMENT, KUSTOMIZATION } from '../../testing/good-lounge.ts';
import { describeRules } from '../../testing/rule-case.ts';
import { PASSWORD, GITHUB, KEY, TUNNEL, DATABASE, base64, values } from '../../testing/secret-samples.ts';

const inCode = (text: string) => ({ files: { 'apps/hello/server.ts': `// a\nconst x = '${text}';\n` } });
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
