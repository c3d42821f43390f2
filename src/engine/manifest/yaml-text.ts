import { parse } from 'yaml';

/** A text as a YAML scalar: plain where every reader takes it for this very text, else in double quotes. */
export function yamlText(value: string): string {
  return isSafePlain(value) ? value : JSON.stringify(value);
}

/** Whether YAML 1.1 and 1.2, in block and in flow style, read the plain scalar as this very text. */
export function isSafePlain(value: string): boolean {
  if (!/^[\w./][\w./:@+~-]*$/.test(value) || /^[\d.]/.test(value)) return startsLikeAddress(value) && readsBack(value);
  return readsBack(value);
}

/** `127.0.0.1:5000/…`: starts with a digit, yet nobody takes it for a number. */
function startsLikeAddress(value: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}[\w./:-]*$/.test(value);
}

function readsBack(value: string): boolean {
  try {
    return (['1.1', '1.2'] as const).every((version) => {
      const options = { version, logLevel: 'silent' } as const;
      return parse(`a: ${value}\n`, options)?.a === value && parse(`{ a: ${value} }`, options)?.a === value;
    });
  } catch {
    return false;
  }
}
