import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What must come out of a recording. */
export interface Label {
  readonly timeline: string;
  readonly verdict: string;
  readonly reasons: readonly string[];
}

/** labels.tsv of a folder of recordings: `timeline`, `verdict`, `reason` (alternatives by `|`). */
export async function readLabels(folder: string): Promise<readonly Label[]> {
  const text = await readFile(join(folder, 'labels.tsv'), 'utf8');
  const [head = '', ...lines] = text.split('\n').filter((line) => line !== '');
  const columns = head.split('\t');
  const cell = (line: string, name: string) => line.split('\t')[columns.indexOf(name)] ?? '';
  return lines.map((line) => ({
    timeline: cell(line, 'timeline'),
    verdict: cell(line, 'verdict'),
    reasons: cell(line, 'reason').split('|'),
  }));
}
