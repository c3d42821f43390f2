/** The value as it is written behind `NAME=`, so that it reads back as the same. */
export function formatEnvironmentValue(value: string): string {
  if (/^[\w./:@%+,-]*$/.test(value)) return value;
  if (!/['\r\n]/.test(value)) return `'${value}'`;
  const escaped = value.replace(/[\\"$`\r\n\t]/g, (character) => ESCAPED[character] ?? `\\${character}`);
  return `"${escaped}"`;
}

const ESCAPED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
