const MOST_ASSETS = 200;
const ATTRIBUTE =
  /<(?:script|img|link|source)\b[^>]{0,2000}?\s(?:src|href)\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})')/gi;

/** The scripts, style sheets, images and icons of the same site that a page names, as paths. External addresses are left out. */
export function assetsOf(html: string, pagePath: string): readonly string[] {
  const base = new URL(pagePath, 'http://page.invalid');
  const found = new Set<string>();
  for (const match of html.slice(0, 1_000_000).matchAll(ATTRIBUTE)) {
    const address = match[1] ?? match[2] ?? '';
    const url = URL.parse(address.replaceAll('&amp;', '&'), base.href);
    if (url?.host === base.host && url.protocol === 'http:') found.add(`${url.pathname}${url.search}`);
    if (found.size >= MOST_ASSETS) break;
  }
  return [...found];
}
