import { describe, expect, test } from 'vitest';
import { LoungeError, describeError } from '../../domain/errors.ts';
import { parseLoungeConfig } from './parse-lounge-config.ts';
import { LOCAL_ENGINE } from '../../domain/local-engine.ts';

const GOOD = `# yaml-language-server: $schema=x
apiVersion: lounge/v1
name: demo
repository:
  url: http://127.0.0.1:1/demo.git
registry:
  url: 127.0.0.1:5000
domain: demo.localhost
`;

function errorOf(text: string): LoungeError {
  try {
    parseLoungeConfig(text, 'lounge.yaml');
  } catch (error) {
    if (error instanceof LoungeError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('parseLoungeConfig', () => {
  test('fills in what the guide names', () => {
    const config = parseLoungeConfig(GOOD);
    expect(config).toMatchObject({
      namespace: 'ai-lounge',
      project: 'ai-agent-project',
      policy: { soakSeconds: 20 },
      environments: { production: { engine: LOCAL_ENGINE } },
    });
  });

  test('reads CRLF and a byte order mark', () => {
    expect(parseLoungeConfig(`\uFEFF${GOOD.replaceAll('\n', '\r\n')}`).name).toBe('demo');
  });

  const cases: [string, string, number, RegExp][] = [
    ['an unknown key with its neighbour', `${GOOD}namspace: x\n`, 9, /did you mean "namespace"/],
    ['an unknown key in a nested map', `${GOOD}policy:\n  soakSecond: 3\n`, 10, /did you mean "soakSeconds"/],
    [
      'an unknown key in an engine',
      `${GOOD}engines:\n  real: {kind: kubernetes, context: a, kubconfig: b}\n`,
      10,
      /did you mean "kubeconfig"/,
    ],
    ['a key far from all', `${GOOD}zzzzzzzz: 1\n`, 9, /allowed here: apiVersion, name/],
    ['a key twice', `${GOOD}name: other\n`, 9, /written twice/],
    ['a wrong type', `${GOOD}policy:\n  soakSeconds: soon\n`, 10, /policy\.soakSeconds: .*expected number/],
    ['a wrong name', GOOD.replace('demo\n', 'De_mo\n'), 3, /name: must be a DNS label/],
    ['a missing key', GOOD.replace('domain: demo.localhost\n', ''), 2, /"domain" is missing/],
    ['an unknown engine', `${GOOD}environments:\n  production:\n    engine: real\n`, 11, /names the engine "real"/],
    [
      'a shared namespace',
      `${GOOD}environments:\n  a: {engine: ${LOCAL_ENGINE}}\n  b: {engine: ${LOCAL_ENGINE}}\n`,
      11,
      /share the namespace ai-lounge/,
    ],
    ['no environment', `${GOOD}environments: {}\n`, 9, /at least one/],
    ['a variable', GOOD.replace('demo.localhost', '"a${DOMAIN}"'), 8, /domain/],
    [
      'a variable in free text',
      GOOD.replace('http://127.0.0.1:1/demo.git', '${URL}'),
      5,
      /"\$\{URL\}" is not expanded/,
    ],
    ['a syntax error', `${GOOD}policy: [\n`, 10, /./],
    ['two documents', `${GOOD}---\na: 1\n`, 9, /second YAML document/],
    ['an unknown tag', `${GOOD}namespace: !js x\n`, 9, /tag/i],
    ['an engine called __proto__', `${GOOD}engines:\n  __proto__: {kind: ${LOCAL_ENGINE}}\n`, 10, /./],
    ['a list', '- 1\n', 1, /expected object/],
    ['nothing', '', 1, /empty|missing|expected/],
    ['a scheme in the registry', GOOD.replace('127.0.0.1:5000', 'https://r.io'), 7, /without a scheme/],
  ];
  test.each(cases)('refuses %s', (_title, text, line, problem) => {
    const error = errorOf(text);
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.parameters).toMatchObject({ file: 'lounge.yaml', line });
    expect(error.message).toMatch(problem);
    expect(describeError(error, 'ko').message).toMatch(/^lounge\.yaml \d+행: ./);
  });

  test('refuses alias bombs, deep nesting and huge files', () => {
    const bomb = `a: &a [x,x]\n${Array.from({ length: 12 }, (_, i) => `${'b'.repeat(i + 2)}: &${'b'.repeat(i + 2)} [*${i === 0 ? 'a' : 'b'.repeat(i + 1)},*${i === 0 ? 'a' : 'b'.repeat(i + 1)}]`).join('\n')}\n`;
    expect(errorOf(bomb).message).toMatch(/aliases/);
    expect(errorOf(`${'['.repeat(100_000)}`).code).toBe('CONFIG_INVALID');
    expect(errorOf(`# ${'x'.repeat(300_000)}`).message).toMatch(/256 KiB/);
  });
});
