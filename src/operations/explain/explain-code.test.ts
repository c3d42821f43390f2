import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../domain/language.ts';
import { explainableCodes, explainCode } from './explain-code.ts';
import { fillNames } from './fill-names.ts';
import { nextCommands, topicOf, UNKNOWN_NAMES } from './next-commands.ts';

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(explainableCodes())('%s is explained, with the next command', (code) => {
    const explained = explainCode(code, language);
    expect(explained).toBeDefined();
    if (explained === undefined) return;
    expect(explained.meaning.length).toBeGreaterThan(5);
    expect(explained.remedy.length).toBeGreaterThan(3);
    expect(`${explained.meaning} ${explained.remedy}`).not.toMatch(/\{[a-zA-Z]+\}|undefined/);
    for (const command of nextCommands(topicOf(explained), UNKNOWN_NAMES))
      expect(command).toMatch(/^(lounge|git|kubectl|curl) /);
  });
});

it.each([
  ['push refused', 'GIT_PUSH_REFUSED', 'git'],
  ['crash', 'CRASH_LOOP', 'pods'],
  ['CrashLoopBackOff', 'CRASH_LOOP', 'pods'],
  ['sync-failed', 'SYNC_FAILED', 'delivery'],
  ['git conflicts', 'GIT_CONFLICT', 'git'],
  ['dns', 'DNS', 'public'],
  ['docker login', 'REGISTRY_LOGIN', 'registry'],
  ['tunnel', 'TUNNEL', 'public'],
  ['ImagePullBackOff', 'IMAGE_PULL', 'registry'],
  ['kustomize-image-dead', 'kustomize-image-dead', 'policy'],
  ['image-no-latest', 'image-no-latest', 'policy'],
])('%s, as people write it, is %s', (subject, code, topic) => {
  const explained = explainCode(subject, 'en');
  expect(explained?.code).toBe(code);
  expect(explained === undefined ? undefined : topicOf(explained)).toBe(topic);
});

it.each(['', '__proto__', 'constructor', 'hello', 'hello-production-v202601020304'])('%j is no code', (subject) => {
  expect(explainCode(subject, 'en')).toBeUndefined();
});

it('the names of the lounge are put where a sentence has a blank', () => {
  const names = { service: 'shop', environment: 'staging', namespace: 'lt', branch: 'main', domain: 'a.test' };
  expect(fillNames('`lounge logs <service>` in <namespace>, <image> of <service>', names)).toBe(
    '`lounge logs shop` in lt, <image> of shop',
  );
  expect(fillNames('`lounge logs <서비스> --environment <환경>`', names)).toBe(
    '`lounge logs shop --environment staging`',
  );
  expect(fillNames('<service>', { ...names, service: '$&' })).toBe('$&');
});
