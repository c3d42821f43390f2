import { expect, test } from 'vitest';
import { parseFieldSelector } from './field-selector.ts';
import { parseLabelSelector } from './label-selector.ts';

const labels = { app: 'web', 'example.com/tier': 'front', weight: '5' };

test.each([
  ['', true],
  ['app=web', true],
  ['app==web,weight!=6', true],
  ['app!=web', false],
  ['none!=x', true],
  ['app in (api, web)', true],
  ['app notin (api,web)', false],
  ['none notin (a)', true],
  ['example.com/tier', true],
  ['!none', true],
  ['!app', false],
  ['weight>4,weight<6', true],
  ['none>4', false],
  ['toString', false],
  ['app=', false],
])('labels: %j is %s', (selector, expected) => {
  expect(parseLabelSelector(selector)(labels)).toBe(expected);
});

test.each(['a b', 'a in b', '=x', 'a=b=c', 'a in (', '((('])('labels: %j is refused', (selector) => {
  expect(() => parseLabelSelector(selector)).toThrow(expect.objectContaining({ code: 400 }));
});

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'n' },
  spec: { nodeName: 'one' },
  status: { phase: 'Running' },
};

test.each([
  ['metadata.name=p', true],
  ['metadata.namespace!=n', false],
  ['spec.nodeName=one,status.phase!=Failed', true],
  ['spec.hostNetwork=false', true],
])('fields: %j is %s', (selector, expected) => {
  expect(parseFieldSelector(selector, 'Pod')(pod)).toBe(expected);
});

test.each(['spec.containers=x', 'x', '='])('fields: %j is refused', (selector) => {
  expect(() => parseFieldSelector(selector, 'Pod')).toThrow(expect.objectContaining({ code: 400 }));
});
