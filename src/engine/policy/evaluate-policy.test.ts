import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { policyMessages, type PolicyRuleId } from '../../domain/messages/policy.ts';
import { describeRules } from './describe-rules.ts';
import { evaluatePolicy } from './evaluate-policy.ts';
import { defineRule } from './rule.ts';
import { rules } from './rules/index.ts';
import { edit } from './testing/edit-text.ts';
import { DEPLOYMENT, lounge, type LoungeChange } from './testing/good-lounge.ts';

const at = Date.UTC(2026, 0, 1);
const evaluate = (change: LoungeChange = {}) => evaluatePolicy(lounge(change), { language: 'en', at });
const unsafe = (comment: string, rule = 'readOnlyRootFilesystem: true') => ({
  files: {
    [DEPLOYMENT]: (text: string) =>
      edit(
        '        - name: hello\n',
        `        ${comment}\n        - name: hello\n`,
      )(edit(`            ${rule}\n`, '')(text)),
  },
});

test('a lounge as it is generated has no findings', () => {
  expect(evaluate()).toEqual({ findings: [], suppressed: [] });
});

describe('the list of rules', () => {
  test('names every file of rules/', () => {
    const files = readdirSync(new URL('rules', import.meta.url), { recursive: true })
      .map(String)
      .filter((file) => /\/[\w-]+(?<!\.test)\.ts$/.test(file));
    expect(rules.map(({ id, group }) => `${group}/${id}.ts`).toSorted()).toEqual(files.toSorted());
  });

  test('has a text for every rule and no text without one', () => {
    const own: readonly PolicyRuleId[] = ['policy-rule-failed', 'suppression-invalid', 'suppression-unused'];
    expect([...rules.map(({ id }) => id), ...own].toSorted()).toEqual(Object.keys(policyMessages).toSorted());
  });

  test('is described in docs/policy.md: node scripts/docs-policy.ts writes it', () => {
    expect(readFileSync(new URL('../../../docs/policy.md', import.meta.url), 'utf8')).toBe(describeRules(rules));
  });

  test('says the same in both languages', () => {
    const names = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted();
    for (const [id, { en, ko }] of Object.entries(policyMessages)) {
      for (const part of ['message', 'fix', 'why'] as const) {
        const words = ko[part].replaceAll(/\{\w+\}|[:. ]/g, '');
        expect(words === '' || /[가-힣]/.test(words), `${id} ${part}`).toBe(true);
        expect(names(ko[part]), `${id} ${part}`).toEqual(names(en[part]));
      }
    }
  });
});

describe('suppressions', () => {
  test('with a reason cover one rule on one node', () => {
    const result = evaluate(unsafe('# lounge-ignore workload-read-only-rootfs: the vendor writes beside its program'));
    expect(result.findings).toEqual([]);
    expect(result.suppressed).toMatchObject([
      { finding: { rule: 'workload-read-only-rootfs' }, reason: 'the vendor writes beside its program' },
    ]);
  });

  test.each([
    ['without a reason', '# lounge-ignore workload-read-only-rootfs', 'suppression-invalid', /reason is missing/],
    ['of an unknown rule', '# lounge-ignore workload-nothing: because of this', 'suppression-invalid', /no such rule/],
    ['of a fence', '# lounge-ignore scope-namespace: because of this', 'suppression-invalid', /cannot be set aside/],
    [
      'that has expired',
      '# lounge-ignore workload-read-only-rootfs until 2025-12-31: for the move',
      'suppression-invalid',
      /expired/,
    ],
    ['that covers nothing', '# lounge-ignore probe-missing: because of this', 'suppression-unused', /covers nothing/],
  ])('%s are findings', (_title, comment, rule, says) => {
    const { findings } = evaluate(unsafe(comment));
    expect(findings.map((finding) => finding.rule).toSorted()).toEqual([rule, 'workload-read-only-rootfs']);
    expect(findings.find((finding) => finding.rule === rule)?.message).toMatch(says);
  });

  test('that have not expired hold', () => {
    expect(
      evaluate(unsafe('# lounge-ignore workload-read-only-rootfs until 2026-06-01: for the move')).findings,
    ).toEqual([]);
  });

  test('cannot set secret rules aside', () => {
    const { findings } = evaluate({
      files: { 'apps/hello/x.yaml': '# lounge-ignore secret-private-key: for a test\na: 1\n' },
    });
    expect(findings).toMatchObject([{ rule: 'suppression-invalid' }]);
  });
});

describe('findings', () => {
  test('keep their fingerprint when lines move', () => {
    const change = (head: string) => ({
      files: { [DEPLOYMENT]: (text: string) => head + edit('            readOnlyRootFilesystem: true\n', '')(text) },
    });
    const [before, after] = [evaluate(change('')).findings[0], evaluate(change('# a\n# b\n')).findings[0]];
    expect(before?.fingerprint).toBe(after?.fingerprint);
    expect(before?.place.line).toBe((after?.place.line ?? 0) - 2);
  });

  test('come once where two overlays share a base, the worst first', () => {
    const change = {
      files: {
        [DEPLOYMENT]: (text: string) =>
          text.replace('            readOnlyRootFilesystem: true\n', '').replace('        runAsNonRoot: true\n', ''),
      },
    };
    const { renders } = lounge(change);
    const { findings } = evaluate({ ...change, renders: [...renders, ...renders] });
    expect(findings.map(({ rule }) => rule)).toEqual(['workload-run-as-non-root', 'workload-read-only-rootfs']);
  });

  test('of a rule that throws say so, without quoting what it looked at', () => {
    const broken = defineRule({
      id: 'yaml-syntax',
      group: 'schema',
      severity: 'error',
      scope: 'file',
      accepts: (path) => path === 'README.md',
      evaluate: () => {
        throw new TypeError('hunter2');
      },
    });
    const { findings } = evaluatePolicy(lounge(), { language: 'en', at, rules: [broken] });
    expect(findings).toMatchObject([{ rule: 'policy-rule-failed', severity: 'error', place: { file: 'README.md' } }]);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });
});

test('hostile trees give findings, never a crash', () => {
  const hostile = [
    '__proto__:\n  a: 1\n',
    'kind: Deployment\nspec: 3\n',
    'kind: Application\nspec: []\nmetadata: null\n',
    'images: [null, 1, {name: []}]\n',
    '&a [*a]\n',
    '- - - -\n',
    '\0',
    `${'['.repeat(20_000)}`,
    'kind: AppProject\nspec: {destinations: [1], namespaceResourceWhitelist: {}}\n',
    'secretGenerator: [3, {literals: 4}]\nsecrets: {a: 1}\n',
  ];
  for (const text of hostile) {
    const files = Object.fromEntries(
      [
        DEPLOYMENT,
        'app-of-apps/applications/x.yaml',
        'app-of-apps/overlays/hello/base/kustomization.yaml',
        'apps/hello/service.yaml',
        'apps/hello/Dockerfile',
        '.env.example',
        '.gitignore',
      ].map((path) => [path, text]),
    );
    const objects = [
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, spec: text },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'y' },
        spec: { template: { spec: { containers: [null, 3, { image: 4, ports: 'a', env: [1] }] } } },
      },
    ];
    const { findings } = evaluate({
      files,
      renders: [{ overlay: 'app-of-apps/overlays/hello/overlays/production', result: { objects } }],
    });
    expect(
      findings.filter(({ rule }) => rule === 'policy-rule-failed'),
      text.slice(0, 60),
    ).toEqual([]);
    expect(findings.length).toBeGreaterThan(0);
  }
});
