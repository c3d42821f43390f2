import { LANGUAGES, type Language } from './domain/language.ts';
import { findLounge } from './find-lounge.ts';
import { readTextIfExists } from './platform/files.ts';

/** What was asked for, else lounge.yaml of the folder, else LANG. A broken lounge.yaml is told by the operation that reads it. */
export async function chooseLanguage(flag: string | undefined, folder: string | undefined): Promise<Language> {
  if (flag !== undefined) {
    const asked = languageNamed(flag);
    if (asked !== undefined) return asked;
    process.stderr.write(`--lang ${flag.slice(0, 20)}: en or ko\n`);
  }
  const root = await findLounge(folder ?? process.cwd());
  const text = root === undefined ? undefined : await readTextIfExists(`${root}/lounge.yaml`);
  const written = /^language:[ \t]*(en|ko)[ \t]*(?:#.*)?$/m.exec(text ?? '')?.[1];
  const locale = process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '';
  return languageNamed(written) ?? (locale.startsWith('ko') ? 'ko' : 'en');
}

function languageNamed(name: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === name);
}
