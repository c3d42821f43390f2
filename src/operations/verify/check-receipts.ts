import type { Release } from '../../domain/release.ts';
import { makeReceipt } from '../../engine/verdict/receipts.ts';
import { parseTimeline } from '../../engine/verdict/parse-timeline.ts';
import { replay } from '../../engine/verdict/replay.ts';
import type { Lounge } from '../context.ts';
import type { ReceiptCheck } from './operation.ts';

/** Does the stored verdict still follow from the stored recording? Every receipt is computed anew from the recorded events. */
export async function checkReceipts(lounge: Lounge, release: Release): Promise<ReceiptCheck> {
  const text = await lounge.recordings.read(release.recording ?? release.id);
  const receipts = release.verdict?.receipts ?? [];
  if (text === undefined)
    return { fits: false, recorded: false, events: 0, receipts: receipts.length, verified: 0, replayed: '–' };
  const timeline = parseTimeline(text, release.id);
  const started = Date.parse(timeline.header.at0);
  const known = new Set(timeline.events.map((event) => makeReceipt(event, started).id));
  const verified = receipts.filter((receipt) => known.has(receipt)).length;
  const judged = replay(timeline);
  const sameVerdict = judged.verdict === release.verdict?.verdict && judged.reason === release.verdict.reason;
  return {
    fits: sameVerdict && verified === receipts.length,
    recorded: true,
    events: timeline.events.length,
    receipts: receipts.length,
    verified,
    replayed: `${judged.verdict} ${judged.reason}`,
  };
}
