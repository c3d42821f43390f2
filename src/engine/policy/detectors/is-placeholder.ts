const WORDS = /example|sample|placeholder|changeme|change-me|your[-_]|redacted|dummy|xxxx|\*\*\*|\.\.\.|…/i;

/** Whether a value is written to be replaced: `YOUR-TOKEN`, `<password>`, `${PASSWORD}`, `xxxx`. */
export function isPlaceholder(value: string): boolean {
  if (value === '' || WORDS.test(value) || /^[<{[].*[>}\]]$/.test(value)) return true;
  if (/\$\{|\$\(|\{\{|^\$[A-Za-z_]/.test(value)) return true;
  return new Set(value.replace(/^[A-Za-z]{2,8}[-_]/, '')).size <= 3;
}
