import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { defineRule } from '../../rule.ts';
import type { PolicyFile } from '../../snapshot.ts';

const BUILT =
  /(^|\/)(node_modules|__pycache__|\.venv|venv|\.next|\.nuxt|\.svelte-kit|\.gradle|\.terraform|bower_components)\//;
const ARCHIVE = /\.(zip|tar|tgz|gz|bz2|xz|7z|rar|jar|war|iso|img|dmg|deb|rpm|apk|whl)$/i;
const PROGRAM = /\.(exe|dll|so|dylib|o|a|class|pyc|pyo|wasm|bin)$/i;
const LEFTOVER = /(^|\/)(\.DS_Store|Thumbs\.db|[^/]+\.(log|swp|swo|orig|rej|bak))$/;
const MEDIA = /\.(png|jpe?g|gif|webp|avif|ico|svg|woff2?|ttf|otf|mp3|mp4|webm|pdf)$/i;

const WHAT = {
  built: { en: 'fetched or built', ko: '내려받거나 빌드한 파일' },
  archive: { en: 'an archive', ko: '압축 파일' },
  program: { en: 'a binary', ko: '바이너리' },
  leftover: { en: 'a leftover', ko: '찌꺼기 파일' },
} as const satisfies Record<string, LocalizedText>;

/** One finding for each folder that was built: 2,000 lines about node_modules say no more than one. */
export const repoArtifactTracked = defineRule({
  id: 'repo-artifact-tracked',
  group: 'repository',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ snapshot }) => {
    const found = new Map<string, LocalizedText>();
    for (const file of snapshot.files) {
      const folder = BUILT.exec(file.path);
      if (folder) found.set(file.path.slice(0, folder.index + folder[0].length), WHAT.built);
      else {
        const what = whatOf(file);
        if (what) found.set(file.path, what);
      }
    }
    return [...found].map(([path, what]) => ({ place: { file: path }, parameters: { path, what } }));
  },
});

function whatOf({ path, text, bytes, mode }: PolicyFile): LocalizedText | undefined {
  if (mode === '160000' || mode === '120000') return undefined;
  if (ARCHIVE.test(path)) return WHAT.archive;
  if (LEFTOVER.test(path)) return WHAT.leftover;
  if (PROGRAM.test(path) || (text === undefined && bytes > 0 && !MEDIA.test(path))) return WHAT.program;
  return undefined;
}
