/** Values for the `{name}` placeholders of a message. */
export type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Replaces every `{name}`; lists are joined by commas. An unknown placeholder stays visible. */
export function fillPlaceholders(template: string, parameters: Parameters): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined) return whole;
    return Array.isArray(value) ? value.join(', ') : String(value);
  });
}
