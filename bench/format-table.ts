/** Rows in columns, or as a Markdown table. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[], markdown: boolean): string {
  const all = [head, ...rows];
  if (markdown) {
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
    return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row))].join('');
  }
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return all.map((row) => `${line(row).trimEnd()}\n`).join('');
}
