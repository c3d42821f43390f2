const MARK = /^# Released as v\d{12}\.$/m;

/** Says in an overlay which release it is: what git shows of one that pins the same image as the one before. */
export function markRelease(text: string, tag: string): string {
  const mark = `# Released as ${tag}.`;
  if (MARK.test(text)) return text.replace(MARK, mark);
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : lineBreak}${mark}${lineBreak}`;
}
