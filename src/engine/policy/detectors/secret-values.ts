import { isPlaceholder } from './is-placeholder.ts';

/** The ways in which the value of one variable of `.env` may stand in a text. */
export interface SecretValue {
  readonly name: string;
  readonly forms: readonly { readonly form: 'plain' | 'base64' | 'url-encoded'; readonly text: string }[];
}

const SECRET_NAME = /pass|pwd|secret|token|key|credential|auth|private|dsn|tunnel|salt|비밀/i;
/** Known from lounge.yaml, and wanted in manifests. */
const PUBLIC_NAMES = new Set(['ENDPOINT', 'REGISTRY_URL', 'REGISTRY_USER', 'TZ_ZONE']);
const SHORTEST = 6;

/**
 * The values to look for: of variables that are named like a secret or declared as one, and values that look like one.
 * A value as short or as common as `true` or `8080` would be found everywhere and says nothing.
 */
export function secretValues(
  values: ReadonlyMap<string, string>,
  declared: ReadonlySet<string>,
): readonly SecretValue[] {
  return [...values].flatMap(([name, value]) => {
    if (PUBLIC_NAMES.has(name) || value.length < SHORTEST || isPlaceholder(value)) return [];
    if (!declared.has(name) && !SECRET_NAME.test(name) && !looksSecret(value)) return [];
    return [{ name, forms: formsOf(value) }];
  });
}

/** Whether the text holds a value, and how it is written. Offsets are of the first place. */
export function findSecretValue(
  text: string,
  { forms }: SecretValue,
): { readonly form: string; readonly index: number } | undefined {
  for (const { form, text: needle } of forms) {
    const index = text.indexOf(needle);
    if (index >= 0) return { form, index };
  }
  return undefined;
}

function looksSecret(value: string): boolean {
  if (/^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/@]{0,128}:[^\s/@]{1,256}@/i.test(value)) return true;
  return (
    value.length >= 20 &&
    /^[A-Za-z0-9+/=_.-]+$/.test(value) &&
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    new Set(value).size >= 12 &&
    !value.includes('.com')
  );
}

function formsOf(value: string): SecretValue['forms'] {
  const encoded = encodeURIComponent(value);
  return [
    { form: 'plain', text: value },
    ...(encoded === value ? [] : [{ form: 'url-encoded' as const, text: encoded }]),
    ...base64Forms(value).map((text) => ({ form: 'base64' as const, text })),
  ];
}

/** What is the same in base64 wherever the value stands in the encoded text: three alignments, without the letters that neighbours touch. */
function base64Forms(value: string): readonly string[] {
  const forms = [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]);
    const encoded = bytes.toString('base64').replaceAll('=', '');
    const stable = encoded.slice(Math.ceil((shift * 8) / 6), bytes.length % 3 === 0 ? undefined : -1);
    return stable.length < 8 ? [] : [stable, stable.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [...new Set(forms)];
}
