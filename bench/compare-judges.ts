/** `npm run compare -- <folder> [--markdown]`: what each tool answers about recorded releases, beside our judge. The folder holds `*.ndjson` and `labels.tsv`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Timeline } from '../src/domain/timeline.ts';
import { parseTimeline } from '../src/engine/verdict/parse-timeline.ts';
import { replay } from '../src/engine/verdict/replay.ts';
import { askTool, type Asked } from './compare/ask-tool.ts';
import { readLabels, type Label } from './compare/labels.ts';
import { tools } from './compare/tools.ts';
import { formatTable } from './format-table.ts';

/** People ask right after the push, or after a `sleep 2`. */
const STARTS_MS = [0, 2000];

const { values, positionals } = parseArgs({ allowPositionals: true, options: { markdown: { type: 'boolean' } } });
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write('npm run compare -- <folder of recordings with labels.tsv> [--markdown]\n');
  process.exit(2);
}

const columns = tools.flatMap((tool) =>
  STARTS_MS.map((from) => ({ tool, from, name: `${tool.name}, ${from / 1000} s`, wrong: 0, right: 0, silent: 0 })),
);
const ours = { wrong: 0, right: 0, silent: 0 };
const rows: string[][] = [];
for (const label of await readLabels(folder)) {
  const text = await readFile(join(folder, `${label.timeline}.ndjson`), 'utf8');
  const timeline = parseTimeline(text, label.timeline);
  const judged = replay(timeline);
  const cells = columns.map((column) => tally(column, label, askTool(column.tool, timeline, column.from)));
  rows.push([label.timeline, label.verdict, ...cells, judgeCell(label, judged, timeline)]);
}
process.stdout.write(
  formatTable(
    ['recording', 'right is', ...columns.map(({ name }) => name), 'our judge'],
    rows,
    values.markdown === true,
  ),
);
process.stdout.write('\n');
const totals = columns.map(({ name, wrong, right, silent }) => [name, `${wrong}`, `${right}`, `${silent}`]);
totals.push(['our judge', `${ours.wrong}`, `${ours.right}`, `${ours.silent}`]);
process.stdout.write(
  formatTable(['asked', 'yes, wrongly', 'right', 'no answer in 60 s'], totals, values.markdown === true),
);

/** A yes is right when the release passes and its roll-out was complete at that moment; a no, when it fails. */
function tally(count: (typeof columns)[number], label: Label, asked: Asked): string {
  const at = `${(asked.at / 1000).toFixed(1)} s`;
  if (asked.answer === 'waiting') {
    count.silent += 1;
    return '–';
  }
  const isRight = asked.answer === 'yes' ? label.verdict === 'PASS' && asked.rolledOut : label.verdict === 'FAIL';
  if (isRight) count.right += 1;
  else if (asked.answer === 'yes') count.wrong += 1;
  return `${asked.answer} ${at}${isRight ? '' : ' ✗'}`;
}

function judgeCell(label: Label, judged: ReturnType<typeof replay>, { events }: Timeline): string {
  const isRight =
    judged.verdict === label.verdict && (label.reasons.includes('-') || label.reasons.includes(judged.reason));
  if (isRight) ours.right += 1;
  else if (judged.verdict === 'PASS') ours.wrong += 1;
  else ours.silent += 1;
  const end = events.at(-1)?.at ?? 0;
  return `${judged.verdict} ${judged.reason} ${(Math.min(judged.at, end) / 1000).toFixed(1)} s${isRight ? '' : ' ✗'}`;
}
