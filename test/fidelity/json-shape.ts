/** Every path of a JSON value with the type of what stands there, sorted: `releases[].tag: string`. Keys of data are `*`. */
export function jsonShape(value: unknown, isData: (path: string) => boolean = () => false): readonly string[] {
  const lines = new Set<string>();
  collect(value, '', lines, isData);
  return [...lines].toSorted();
}

function collect(value: unknown, path: string, lines: Set<string>, isData: (path: string) => boolean): void {
  if (Array.isArray(value)) for (const one of value) collect(one, `${path}[]`, lines, isData);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value))
      collect(one, `${path === '' ? '' : `${path}.`}${isData(path) ? '*' : key}`, lines, isData);
  else lines.add(`${path}: ${value === null ? 'null' : typeof value}`);
}
