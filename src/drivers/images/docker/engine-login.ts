import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isErrno, readTextIfExists } from '../../../platform/files.ts';
import type { EngineName } from './detect-builders.ts';

export interface EngineLogin {
  /** host[:port][/path] */
  readonly url: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

interface LoginFile {
  readonly auths?: Readonly<Record<string, unknown>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
}

/**
 * The environment by which a container engine pulls base images with this login: its own settings and logins with one more, written
 * into `folder`. Empty where there is no login to give, or the engine has one for that registry already. The user's files stay as they are.
 */
export async function engineLogin(
  name: EngineName,
  login: EngineLogin | undefined,
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Readonly<Record<string, string>>> {
  if (login?.user === undefined || login.password === undefined) return {};
  const source = await existingFile(loginFiles(name, environment));
  const known = parse(source?.text);
  const host = login.url.split('/')[0] ?? '';
  if (known === undefined || known.auths?.[host] !== undefined || known.credHelpers?.[host] !== undefined) return {};
  const auth = Buffer.from(`${login.user}:${login.password}`).toString('base64');
  const content = {
    ...known,
    auths: { ...known.auths, [host]: { auth } },
    // No helper for this registry alone, or docker would ask the `credsStore` of the user instead. The others would call a helper without a name.
    ...(name === 'docker' ? { credHelpers: { ...known.credHelpers, [host]: '' } } : {}),
  };
  const place = join(folder, 'login');
  await mkdir(place, { mode: 0o700 });
  const file = name === 'docker' ? 'config.json' : 'auth.json';
  await writeFile(join(place, file), JSON.stringify(content), { mode: 0o600 });
  if (name !== 'docker') return { REGISTRY_AUTH_FILE: join(place, file) };
  await linkOthers(dockerFolder(environment), place);
  return { DOCKER_CONFIG: place };
}

function dockerFolder(environment: NodeJS.ProcessEnv): string {
  return environment['DOCKER_CONFIG'] ?? join(environment['HOME'] ?? homedir(), '.docker');
}

/** Where the engine itself looks, in its order. */
function loginFiles(name: EngineName, environment: NodeJS.ProcessEnv): readonly string[] {
  const docker = join(dockerFolder(environment), 'config.json');
  if (name === 'docker') return [docker];
  const { REGISTRY_AUTH_FILE, XDG_RUNTIME_DIR, XDG_CONFIG_HOME, HOME = homedir() } = environment;
  if (REGISTRY_AUTH_FILE !== undefined) return [REGISTRY_AUTH_FILE];
  return [
    ...(XDG_RUNTIME_DIR === undefined ? [] : [join(XDG_RUNTIME_DIR, 'containers', 'auth.json')]),
    join(XDG_CONFIG_HOME ?? join(HOME, '.config'), 'containers', 'auth.json'),
    docker,
  ];
}

async function existingFile(paths: readonly string[]): Promise<{ readonly text: string } | undefined> {
  for (const path of paths) {
    const text = await readTextIfExists(path);
    if (text !== undefined) return { text };
  }
  return undefined;
}

/** Undefined when it cannot be read: what is wrong with it is the engine's to say. */
function parse(text: string | undefined): LoginFile | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Contexts and plugins of docker are beside its settings. */
async function linkOthers(from: string, to: string): Promise<void> {
  const names = await readdir(from).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  });
  for (const name of names) if (name !== 'config.json') await symlink(join(from, name), join(to, name));
}
