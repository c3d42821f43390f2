import type { ImageReference } from '../../../domain/image-reference.ts';
import type { FileStore } from './file-store.ts';
import type { RuntimeName, StandIn } from './find-stand-in.ts';
import { DEFAULT_PATH, emptySettings, type ImageSettings } from './image-config.ts';
import type { TreeEntry } from './layer-entry.ts';

/** Which runtime of the machine a container of this image needs. */
export const RUNTIME_LABEL = 'io.lounge.runtime';

const IMAGES: ReadonlyMap<string, RuntimeName> = new Map([
  ['library/node', 'node'],
  ['library/python', 'python'],
  ['library/golang', 'go'],
]);

/** The runtime that can stand in for an official image, whatever its variant. */
export function standInFor(reference: ImageReference): RuntimeName | undefined {
  if (reference.registry !== 'docker.io') return undefined;
  return IMAGES.get(reference.repository);
}

/** `24` of `24-alpine`; undefined for `latest`, `lts`, `slim` and other tags that ask for no version. */
export function wantedVersion(tag: string | undefined): string | undefined {
  return /^v?(\d+(?:\.\d+){0,2})(?:[-.a-z]|$)/i.exec(tag ?? '')?.[1];
}

/** Whether a version is the wanted one or newer; for python and go within the same major version. */
export function satisfies(runtime: RuntimeName, version: string, wanted: string): boolean {
  const [have, want] = [version, wanted].map((text) => text.split('.').map(Number)) as [number[], number[]];
  if (runtime !== 'node' && have[0] !== want[0]) return false;
  const different = want.findIndex((part, index) => part !== (have[index] ?? 0));
  return different < 0 || (have[different] ?? 0) > (want[different] ?? 0);
}

/** The settings of the official image, as far as programs see them. */
export function standInSettings(runtime: StandIn): ImageSettings {
  const settings = { ...emptySettings(), labels: new Map([[RUNTIME_LABEL, runtime.name]]) };
  if (runtime.name === 'node') {
    const env = new Map([
      ['PATH', DEFAULT_PATH],
      ['NODE_VERSION', runtime.version],
    ]);
    return { ...settings, env, entrypoint: ['docker-entrypoint.sh'], command: ['node'] };
  }
  if (runtime.name === 'python') {
    const env = new Map([
      ['PATH', `/usr/local/bin:${DEFAULT_PATH}`],
      ['LANG', 'C.UTF-8'],
      ['PYTHON_VERSION', runtime.version],
      ['PYTHONPATH', `/usr/local/lib/python${runtime.version.split('.', 2).join('.')}/site-packages`],
    ]);
    return { ...settings, env, command: ['python3'] };
  }
  const env = new Map([
    ['PATH', `/go/bin:/usr/local/go/bin:${DEFAULT_PATH}`],
    ['GOLANG_VERSION', runtime.version],
    ['GOTOOLCHAIN', 'local'],
    ['GOPATH', '/go'],
  ]);
  return { ...settings, env, command: ['bash'], workingDirectory: '/go' };
}

/** From the official image: `node app.js` for anything that is not a command. */
const NODE_ENTRYPOINT = `#!/bin/sh
set -e
if [ "\${1#-}" != "\${1}" ] || [ -z "$(command -v "\${1}")" ] || { [ -f "\${1}" ] && ! [ -x "\${1}" ]; }; then
  set -- node "$@"
fi
exec "$@"
`;
/** The runtime's own folder is the machine's and read-only: packages go where the official image has them. */
const PIP = `#!/bin/sh
export PIP_PREFIX=/usr/local PIP_IGNORE_INSTALLED=1 PIP_BREAK_SYSTEM_PACKAGES=1
exec /usr/local/bin/python3 -m pip "$@"
`;

/** The files of the stand-in: users, a few folders, and what leads to the runtime; the runtime itself stays on the machine. */
export async function standInEntries(runtime: StandIn, files: FileStore): Promise<readonly TreeEntry[]> {
  const links = runtime.links.map(({ path, target }): TreeEntry => ({
    kind: 'symlink',
    path: path.slice(1),
    uid: 0,
    gid: 0,
    target,
  }));
  const text = async (path: string, content: string, mode = 0o644): Promise<TreeEntry> => {
    return { kind: 'file', path, mode, uid: 0, gid: 0, ...(await files.addBytes(Buffer.from(content))) };
  };
  const own = [];
  if (runtime.name === 'node')
    own.push(
      folder('home/node', 0o755, 1000),
      await text('usr/local/bin/docker-entrypoint.sh', NODE_ENTRYPOINT, 0o755),
    );
  if (runtime.name === 'python')
    own.push(await text('usr/local/bin/pip', PIP, 0o755), await text('usr/local/bin/pip3', PIP, 0o755));
  if (runtime.name === 'go') own.push(folder('go'), folder('go/src', 0o1777), folder('go/bin', 0o1777));
  const { passwd, group } = userFiles(runtime.name === 'node');
  const folders = ['etc', 'home', 'opt', 'srv', 'usr', 'usr/local', 'usr/local/bin', 'var'].map((path) => folder(path));
  // A runtime may lie below /root (pyenv): any user has to get through.
  const special = [folder('root', 0o711), folder('tmp', 0o1777), folder('var/tmp', 0o1777)];
  return [...folders, ...special, await text('etc/passwd', passwd), await text('etc/group', group), ...own, ...links];
}

function folder(path: string, mode = 0o755, id = 0): TreeEntry {
  return { kind: 'directory', path, mode, uid: id, gid: id };
}

function userFiles(withNode: boolean): { readonly passwd: string; readonly group: string } {
  const nologin = '/usr/sbin/nologin';
  const users = [
    'root:x:0:0:root:/root:/bin/sh',
    ...(withNode ? ['node:x:1000:1000::/home/node:/bin/sh'] : []),
    `www-data:x:33:33:www-data:/var/www:${nologin}`,
    `nobody:x:65534:65534:nobody:/nonexistent:${nologin}`,
  ];
  const groups = ['root:x:0:', ...(withNode ? ['node:x:1000:'] : []), 'www-data:x:33:', 'nogroup:x:65534:'];
  return { passwd: `${users.join('\n')}\n`, group: `${groups.join('\n')}\n` };
}
