/** Service templates that travel with the package: data only. */
export interface Templates {
  list(): Promise<readonly TemplateInfo[]>;
  /** Files of a template with `{{placeholders}}` filled; throws TEMPLATE_UNKNOWN. */
  files(
    name: string,
    values: Readonly<Record<string, string>>,
  ): Promise<readonly { readonly path: string; readonly content: string; readonly executable: boolean }[]>;
}

export interface TemplateInfo {
  readonly name: string;
  readonly title: { readonly en: string; readonly ko: string };
}
