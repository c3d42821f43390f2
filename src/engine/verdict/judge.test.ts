import { describe, expect, test } from 'vitest';
import { ruleClearances } from '../../domain/messages/verdict/clearances.ts';
import { describeVerdict, verdictMessages } from '../../domain/messages/verdict.ts';
import { usualRelease } from '../../../test/verdict/usual-release.ts';
import { createJudge } from './judge.ts';
import { makeReceipt } from './receipts.ts';
import { judgeUntil, replay } from './replay.ts';
import { verdictRules } from './rules.ts';

const timeline = usualRelease(40_000).timeline();

describe('a judge', () => {
  test('that is woken when something is due says the same as a replay', () => {
    const judge = createJudge(timeline.header);
    const said: string[] = [];
    for (const event of timeline.events) {
      for (let due = judge.nextDueAt(); due !== undefined && due < event.at; due = judge.nextDueAt()) {
        const changed = judge.advance(due);
        if (changed !== undefined) said.push(`${changed.at} ${changed.verdict} ${changed.reason}`);
      }
      const changed = judge.observe(event);
      if (changed !== undefined) said.push(`${changed.at} ${changed.verdict} ${changed.reason}`);
    }
    expect(said).toEqual(replay(timeline).changes.map(({ at, verdict, reason }) => `${at} ${verdict} ${reason}`));
  });

  test('does not change its mind once it is final', () => {
    const judge = judgeUntil(timeline, 30_000);
    const before = judge.current();
    judge.observe({ at: 31_000, type: 'render', commit: timeline.header.commit, images: [] });
    judge.advance(10_000_000);
    expect(judge.current()).toEqual(before);
    expect(judge.nextDueAt()).toBeUndefined();
  });

  test('says PENDING until the push has ended', () => {
    expect(judgeUntil(timeline, -1).current()).toMatchObject({ verdict: 'PENDING', reason: 'NOT_STARTED' });
  });

  test('asks for a refresh where the revision is not seen', () => {
    expect(judgeUntil(timeline, 150).current()).toMatchObject({ reason: 'REVISION_NOT_SEEN', wants: 'refresh' });
  });

  test('explains every rule at every moment', () => {
    for (const at of [-1, 500, 2035, 5000, 30_000]) {
      const traces = judgeUntil(timeline, at).explain();
      expect(new Set(traces.map((trace) => trace.rule))).toEqual(new Set(verdictRules.map((rule) => rule.id)));
      for (const { applies, reason, clearance } of traces) {
        if (applies) expect(verdictMessages).toHaveProperty(String(reason));
        else expect(ruleClearances).toHaveProperty(String(clearance));
      }
    }
  });

  test('names receipts that anybody can compute from the recording', () => {
    const { receipts, named } = replay(timeline);
    const started = Date.parse(timeline.header.at0);
    const all = new Set(timeline.events.map((event) => makeReceipt(event, started).id));
    expect(receipts.length).toBeGreaterThan(8);
    for (const id of receipts) {
      expect(all).toContain(id);
      expect(named.map((receipt) => receipt.id)).toContain(id);
    }
  });

  test('speaks both languages with the same placeholders', () => {
    const placeholders = (text: string) => new Set(text.match(/\{\w+/g) ?? []);
    for (const [code, { en, ko }] of Object.entries(verdictMessages)) {
      expect(placeholders(ko.message), code).toEqual(placeholders(en.message));
      expect(placeholders(ko.next), code).toEqual(placeholders(en.next));
    }
    const verdict = judgeUntil(timeline, 2035).current();
    expect(describeVerdict(verdict, 'ko').message).toContain('종료 중');
  });
});
