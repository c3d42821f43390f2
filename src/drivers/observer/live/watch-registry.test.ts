import { expect, test } from 'vitest';
import type { TimelineEvent } from '../../../domain/timeline.ts';
import { LoungeError } from '../../../domain/errors.ts';
import { sampleHeader } from '../../../ports/contracts/recordings.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Registry } from '../../../ports/registry.ts';
import { createEmitter } from './emitter.ts';
import { RegistryWatch } from './watch-registry.ts';

const [digest = ''] = sampleHeader.digests;
const found = (what: string) => ({ digest: what, mediaType: 'm', manifests: [], configs: [] });

/** What is told by a registry that answers so, look after look: by tag, and by digest. */
async function tells(answers: readonly (Readonly<Record<string, string>> | 'away')[]) {
  const events: TimelineEvent[] = [];
  const ended = new AbortController();
  const pauses: number[] = [];
  let look = 0;
  const clock: Clock = {
    now: () => Date.parse(sampleHeader.at0),
    sleep: async (ms) => {
      pauses.push(ms);
      look += 1;
      if (look === answers.length) ended.abort();
    },
  };
  const inspect = async (_: string, reference: string) => {
    const answer = answers[look] ?? {};
    if (answer === 'away') throw new LoungeError('REGISTRY_UNREACHABLE', {});
    const known = answer[reference];
    return known === undefined ? undefined : found(known);
  };
  const registry = { url: '127.0.0.1:5000', inspect } as unknown as Registry;
  const emit = createEmitter(sampleHeader, clock, (event) => events.push(event));
  await new RegistryWatch({ registry, clock, header: sampleHeader, signal: ended.signal, emit }).run();
  const told = events.flatMap((event) => (event.type === 'registry' ? [`${event.tag} ${event.digest}`] : []));
  return { told, pauses };
}

const TAG = sampleHeader.tag ?? '';

test('an image that is there is told once, by its tag alone', async () => {
  const there = { [TAG]: digest };
  expect(await tells([there, there])).toEqual({ told: [`${TAG} ${digest}`], pauses: [5000, 5000] });
});

test('one that is not there is told each second, until it is', async () => {
  expect(await tells([{}, {}, 'away', { [TAG]: digest }])).toEqual({
    told: [`${TAG} null`, `${digest} null`, `${digest} null`, `${TAG} ${digest}`],
    pauses: [1000, 1000, 5000, 5000],
  });
});

test('a tag that leads elsewhere says nothing of the digest', async () => {
  const elsewhere = { [TAG]: 'sha256:other', [digest]: digest };
  expect(await tells([elsewhere])).toEqual({
    told: [`${TAG} sha256:other`, `${digest} ${digest}`],
    pauses: [5000],
  });
});
