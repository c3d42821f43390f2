/** A CEL string literal. */
export function celText(text: string): string {
  return `'${text.replaceAll('\\', String.raw`\\`).replaceAll("'", String.raw`\'`)}'`;
}

/** A CEL list of strings. */
export function celList(texts: readonly string[]): string {
  return `[${texts.map(celText).join(', ')}]`;
}

/** An annotation of `object`, empty where there is none. */
export function celAnnotation(name: string, of = 'object'): string {
  return `${of}.metadata.?annotations[?${celText(name)}].orValue('')`;
}

/** Whether a map has no other keys than these. */
export function celOnlyKeys(map: string, keys: readonly string[]): string {
  return `dyn(${map}).all(key, key in ${celList(keys)})`;
}
