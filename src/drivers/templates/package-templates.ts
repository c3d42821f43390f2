import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';
import { LoungeError } from '../../domain/errors.ts';
import { readTextIfExists } from '../../platform/files.ts';
import type { TemplateInfo, Templates } from '../../ports/templates.ts';

const Title = z.object({ title: z.object({ en: z.string(), ko: z.string() }) });

/** Templates below one folder: `<name>/template.json` with its title, `<name>/files/` with its files. */
export function createPackageTemplates(folder: string): Templates {
  return { list: async () => await listTemplates(folder), files: async (name, values) => await templateFiles(folder, name, values) };
}

async function listTemplates(folder: string): Promise<readonly TemplateInfo[]> {
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const infos = await Promise.all(
    names.toSorted().map(async (name) => {
      const text = await readTextIfExists(join(folder, name, 'template.json'));
      return text === undefined ? undefined : { name, ...Title.parse(JSON.parse(text)) };
    }),
  );
  return infos.filter((info) => info !== undefined);
}

async function templateFiles(folder: string, name: string, values: Readonly<Record<string, string>>) {
  const known = (await listTemplates(folder)).map((template) => template.name);
  if (!known.includes(name)) throw new LoungeError('TEMPLATE_UNKNOWN', { template: name.slice(0, 63), known });
  const root = join(folder, name, 'files');
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return await Promise.all(
    files.toSorted().map(async (file) => ({
      path: relative(root, file).split(sep).join('/'),
      content: fill(await readFile(file, 'utf8'), values),
      executable: ((await stat(file)).mode & 0o111) !== 0,
    })),
  );
}

/** `{{name}}` becomes its value; anything else in double braces is the template's own. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (whole, key: string) => (Object.hasOwn(values, key) ? (values[key] ?? '') : whole));
}
