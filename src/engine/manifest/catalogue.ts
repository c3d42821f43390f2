import type { Language } from '../../domain/language.ts';

/** What runs, as proven by a verdict. */
export interface CatalogueRow {
  readonly service: string;
  readonly description: string;
  readonly environment: string;
  readonly tag: string;
  readonly digest: string;
  /** The commit of the bump. */
  readonly commit: string;
  /** `<service>.<namespace>:<port>`; undefined for a workload without a Service. */
  readonly address?: string | undefined;
  /** Host name under which it is published. */
  readonly publicName?: string | undefined;
  /** When the verdict was given, in milliseconds since the epoch. */
  readonly provenAt: number;
}

export const CATALOGUE_START = '<!-- lounge:catalogue -->';
export const CATALOGUE_END = '<!-- /lounge:catalogue -->';

const WORDS = {
  en: {
    heading: '## Service catalogue',
    columns: ['Service', 'Environment', 'Release', 'Address', 'Published as', 'Commit', 'Proven at', 'What it does'],
    empty: 'No release is proven yet.',
  },
  ko: {
    heading: '## 서비스 카탈로그',
    columns: ['서비스', '환경', '릴리스', '내부 주소', '공개 주소', '커밋', '검증 시각', '하는 일'],
    empty: '아직 검증된 릴리스가 없습니다.',
  },
} as const;

/** The README with the table between the two markers replaced, everything else byte for byte; the markers are added at the end where they are missing. */
export function renderCatalogue(readme: string, rows: readonly CatalogueRow[], language: Language): string {
  const lineBreak = readme.includes('\r\n') ? '\r\n' : '\n';
  const table = catalogueTable(rows, language).join(lineBreak);
  const start = readme.indexOf(CATALOGUE_START);
  const end = readme.indexOf(CATALOGUE_END, start);
  if (start < 0 || end < 0)
    return `${readme.trimEnd()}${readme.trim() === '' ? '' : lineBreak.repeat(2)}${catalogueSection(table, language, lineBreak)}`;
  return `${readme.slice(0, start + CATALOGUE_START.length)}${lineBreak}${table}${lineBreak}${readme.slice(end)}`;
}

function catalogueSection(table: string, language: Language, lineBreak: string): string {
  return [WORDS[language].heading, '', CATALOGUE_START, table, CATALOGUE_END, ''].join(lineBreak);
}

function catalogueTable(rows: readonly CatalogueRow[], language: Language): readonly string[] {
  const { columns, empty } = WORDS[language];
  if (rows.length === 0) return [empty];
  const sorted = rows.toSorted(
    (left, right) => compare(left.service, right.service) || compare(left.environment, right.environment),
  );
  return [columns, columns.map(() => '---'), ...sorted.map(cellsOf)].map((cells) => `| ${cells.join(' | ')} |`);
}

function cellsOf(row: CatalogueRow): readonly string[] {
  const { service, environment, tag, digest, address, publicName, commit, provenAt, description } = row;
  const release = `\`${tag}\` (\`${digest.slice(0, 19)}\`)`;
  const time = new Date(provenAt).toISOString().slice(0, 16).replace('T', ' ');
  return [
    service,
    environment,
    release,
    code(address),
    code(publicName),
    `\`${commit.slice(0, 8)}\``,
    `${time}Z`,
    cell(description),
  ];
}

function code(text: string | undefined): string {
  return text === undefined ? '–' : `\`${text}\``;
}

/** Free text must not break out of its cell. */
function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
