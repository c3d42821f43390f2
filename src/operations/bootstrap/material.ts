import { LoungeError } from '../../domain/errors.ts';
import { engineRegistry } from '../../domain/lounge-config.ts';
import type { BootstrapMaterial } from '../../engine/manifest/bootstrap/bootstrap-parts.ts';
import { privateKeyProblem } from '../../engine/manifest/bootstrap/private-key.ts';
import { isSshUrl, type RepositoryLogin } from '../../engine/manifest/bootstrap/repository-login.ts';
import type { Context, Lounge } from '../context.ts';
import { readService, serviceNames } from '../read-service.ts';

const UNREADABLE = { en: 'it cannot be read', ko: '읽을 수 없습니다' };

/** What bootstrap takes from `.env` and from the services. Throws ENV_MISSING, GIT_CREDENTIALS_MISSING, GIT_KEY_INVALID. */
export async function readMaterial(context: Context, lounge: Lounge, engine: string): Promise<BootstrapMaterial> {
  const values = await lounge.environmentValues();
  const { userVariable, passwordVariable } = engineRegistry(lounge.config, engine);
  const names = [userVariable, passwordVariable].filter((name) => (values.get(name) ?? '') === '');
  if (names.length > 0) throw new LoungeError('ENV_MISSING', { names });
  return {
    values,
    login: await readLogin(context, lounge, values),
    secrets: await declaredSecrets(lounge),
  };
}

/** The same for `--print`: what is missing becomes a placeholder. */
export async function printedMaterial(lounge: Lounge): Promise<BootstrapMaterial> {
  const { url } = lounge.config.repository;
  const values = await lounge.environmentValues();
  const token: RepositoryLogin = values.has('GIT_TOKEN') ? { kind: 'token', user: '', token: '' } : { kind: 'none' };
  return {
    values: new Map(),
    login: isSshUrl(url) ? { kind: 'key', key: '' } : token,
    secrets: await declaredSecrets(lounge),
  };
}

/** Names of the Secrets that the services of the working tree declare, sorted. */
export async function declaredSecrets(lounge: Lounge): Promise<readonly string[]> {
  const specs = await Promise.all((await serviceNames(lounge)).map(async (name) => await readService(lounge, name)));
  return [...new Set(specs.flatMap(({ secrets }) => Object.keys(secrets)))].toSorted();
}

/** A key for SSH, a token for HTTP; without a token the repository must be readable by everybody, which root-app proves. */
async function readLogin(
  context: Context,
  lounge: Lounge,
  values: ReadonlyMap<string, string>,
): Promise<RepositoryLogin> {
  if (isSshUrl(lounge.config.repository.url)) return { kind: 'key', key: await readKey(context, lounge, values) };
  const token = values.get('GIT_TOKEN') ?? '';
  return token === '' ? { kind: 'none' } : { kind: 'token', user: values.get('GIT_USER') || 'lounge', token };
}

/** A file that `.env` names, relative to the lounge. */
export async function readNamedFile(context: Context, lounge: Lounge, file: string): Promise<string | undefined> {
  return await context.readFile(file.startsWith('/') ? file : `${lounge.workspace.root}/${file}`);
}

async function readKey(context: Context, lounge: Lounge, values: ReadonlyMap<string, string>): Promise<string> {
  const { url } = lounge.config.repository;
  const file = values.get('GIT_SSH_KEY_FILE') ?? '';
  const inline = values.get('GIT_SSH_KEY') ?? '';
  if (file === '' && inline === '')
    throw new LoungeError('GIT_CREDENTIALS_MISSING', { url, names: ['GIT_SSH_KEY_FILE'] });
  const text = file === '' ? inline : await readNamedFile(context, lounge, file);
  const shown = file === '' ? 'GIT_SSH_KEY' : file;
  const problem = text === undefined ? UNREADABLE : privateKeyProblem(text);
  if (text === undefined || problem !== undefined) throw new LoungeError('GIT_KEY_INVALID', { file: shown, problem });
  return text.endsWith('\n') ? text : `${text}\n`;
}
