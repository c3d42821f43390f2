import { expect, test } from 'vitest';
import { evaluatePolicy } from '../../evaluate-policy.ts';
import { lounge } from '../../testing/good-lounge.ts';
import { PASSWORD, GITHUB, KEY, TUNNEL, DATABASE, base64, values } from '../../testing/secret-samples.ts';

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
