/** Prints rows in columns, or as a Markdown table. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[], markdown: boolean): void {
  const all = [head, ...rows];
  if (markdown) {
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
    process.stdout.write([line(head), line(head.map(() => '---')), ...rows.map((row) => line(row))].join(''));
    return;
  }
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  for (const row of all)
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}
