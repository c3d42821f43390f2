import { describe, expect, test } from 'vitest';
import { parseServiceSpec } from './parse-service-spec.ts';

const FILE = 'apps/hello/service.yaml';

describe('parseServiceSpec', () => {
  test('fills in the usual', () => {
    expect(parseServiceSpec('name: hello\n', FILE, { service: 'hello' })).toMatchObject({
      kind: 'Deployment',
      port: 8080,
      servicePort: 80,
      health: { path: '/health', echoesTag: true },
    });
  });

  test.each([
    ['another name', 'name: other\n', /line 1: name: "other" must be the name of the folder/],
    ['a port out of range', 'name: hello\nport: 70000\n', /line 2: port: /],
    ['a misspelled key', 'name: hello\nhealth:\n  pathh: /x\n', /line 3: .*did you mean "path"/],
    ['a key in a list', 'name: hello\nchecks:\n  - path: /\n    contain: x\n', /line 4: .*did you mean "contains"/],
    ['a variable twice', 'name: hello\nsecrets:\n  db:\n    - URL\n    - URL\n', /line 5: .*"URL" is listed twice/],
    ['a secret with a bad name', 'name: hello\nsecrets:\n  Bad_Name: [A]\n', /line 3: /],
  ])('refuses %s', (_title, text, problem) => {
    expect(() => parseServiceSpec(text, FILE, { service: 'hello' })).toThrow(problem);
  });
});
