/**
 * Argo CD's globs: `*` and `?` stop at the separator where there is one, `**` does not. Linear in the value for each
 * star: no expression is compiled from what a manifest says.
 */
export function globMatches(pattern: string, value: string, separator?: string): boolean {
  if (pattern === '*') return true;
  let [at, inPattern] = [0, 0];
  let retry: { readonly pattern: number; at: number; readonly crosses: boolean } | undefined;
  const crossing: (typeof retry)[] = [];
  for (;;) {
    if (inPattern === pattern.length && at === value.length) return true;
    const wide = pattern.startsWith('**', inPattern);
    const char = pattern[inPattern];
    if (char === '*') {
      inPattern += wide ? 2 : 1;
      retry = { pattern: inPattern, at, crosses: wide || separator === undefined };
      if (retry.crosses) crossing.length = 0;
      crossing.push(retry);
      continue;
    }
    if (at < value.length && (char === value[at] || (char === '?' && value[at] !== separator))) {
      at += 1;
      inPattern += 1;
      continue;
    }
    // Back to the last star that may still take one more character.
    while (retry && (retry.at >= value.length || (!retry.crosses && value[retry.at] === separator))) {
      crossing.pop();
      retry = crossing.at(-1);
    }
    if (!retry) return false;
    retry.at += 1;
    at = retry.at;
    inPattern = retry.pattern;
  }
}
