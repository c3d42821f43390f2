import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { LoungeError } from '../../../domain/errors.ts';

const text = z.string().optional();

const ExecPlugin = z.object({
  apiVersion: text,
  command: z.string(),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  provideClusterInfo: z.boolean().optional(),
});
export type ExecPlugin = z.infer<typeof ExecPlugin>;

const KubeconfigUser = z.object({
  token: text,
  tokenFile: text,
  username: text,
  password: text,
  'client-certificate': text,
  'client-certificate-data': text,
  'client-key': text,
  'client-key-data': text,
  as: text,
  'as-groups': z.array(z.string()).optional(),
  exec: ExecPlugin.nullish(),
  'auth-provider': z.unknown().optional(),
});
export type KubeconfigUser = z.infer<typeof KubeconfigUser>;

const KubeconfigCluster = z.object({
  server: z.url({ protocol: /^https?$/ }),
  'certificate-authority': text,
  'certificate-authority-data': text,
  'insecure-skip-tls-verify': z.boolean().optional(),
  'tls-server-name': text,
  'proxy-url': text,
});
export type KubeconfigCluster = z.infer<typeof KubeconfigCluster>;

const named = <Key extends string, Value extends z.ZodType>(key: Key, value: Value) =>
  z
    .array(z.looseObject({ name: z.string() }))
    .nullish()
    .transform((list) =>
      (list ?? []).flatMap((entry) => {
        const parsed = value.safeParse(entry[key] ?? {});
        return [
          {
            name: entry.name,
            value: parsed.success ? (parsed.data as z.infer<Value>) : undefined,
            problem: parsed.success ? '' : z.prettifyError(parsed.error),
          },
        ];
      }),
    );

const Kubeconfig = z.object({
  'current-context': text,
  clusters: named('cluster', KubeconfigCluster),
  users: named('user', KubeconfigUser),
  contexts: named('context', z.object({ cluster: z.string(), user: z.string().default('') })),
});
type Kubeconfig = z.infer<typeof Kubeconfig>;

/** One context with all it points to; paths are absolute. */
export interface KubeconfigContext {
  readonly name: string;
  readonly cluster: KubeconfigCluster;
  readonly user: KubeconfigUser;
  readonly files: readonly string[];
}

/** Reads the context (the current one when none is named) from the file, or from $KUBECONFIG and ~/.kube/config. Throws CLUSTER_CONFIG, CLUSTER_CONTEXT_UNKNOWN. */
export async function loadKubeconfig(
  path: string | undefined,
  context: string | undefined,
): Promise<KubeconfigContext> {
  const files = path === undefined ? usualFiles() : [path];
  const configs = (await Promise.all(files.map(readConfig))).filter((config) => config !== undefined);
  const file = files.join(delimiter);
  if (configs.length === 0) throw new LoungeError('CLUSTER_CONFIG', { file, problem: 'there is no such file' });
  const currents = configs.map((config) => config['current-context']);
  const name = context ?? currents.find((value) => value !== undefined && value !== '');
  if (name === undefined) throw new LoungeError('CLUSTER_CONFIG', { file, problem: 'it has no current context' });
  const contexts = configs.flatMap((config) => config.contexts);
  if (!contexts.some((entry) => entry.name === name))
    throw new LoungeError('CLUSTER_CONTEXT_UNKNOWN', {
      file,
      context: name,
      known: [...new Set(contexts.map((entry) => entry.name))].slice(0, 20),
    });
  const chosen = pick(file, 'context', name, contexts);
  const cluster = pick(
    file,
    'cluster',
    chosen.cluster,
    configs.flatMap((config) => config.clusters),
  );
  const user =
    chosen.user === ''
      ? {}
      : pick(
          file,
          'user',
          chosen.user,
          configs.flatMap((config) => config.users),
        );
  return { name, cluster, user, files };
}

interface Entry<Value> {
  readonly name: string;
  readonly value: Value | undefined;
  readonly problem: string;
}

/** The first of that name, as kubectl merges files. */
function pick<Value>(file: string, what: string, name: string, entries: readonly Entry<Value>[]): Value {
  const entry = entries.find((candidate) => candidate.name === name);
  if (entry?.value !== undefined) return entry.value;
  const problem = entry === undefined ? `it has no ${what} ${name}` : `${what} ${name}: ${entry.problem}`;
  throw new LoungeError('CLUSTER_CONFIG', { file, problem });
}

function usualFiles(): readonly string[] {
  const listed = (process.env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  return listed.length > 0 ? listed : [join(homedir(), '.kube', 'config')];
}

async function readConfig(file: string): Promise<Kubeconfig | undefined> {
  const content = await readFile(file, 'utf8').catch(() => undefined);
  if (content === undefined) return undefined;
  try {
    const config = Kubeconfig.parse(parse(content, { maxAliasCount: 0 }) ?? {});
    for (const { value } of config.clusters) makeAbsolute(value, ['certificate-authority'], file);
    for (const { value } of config.users) makeAbsolute(value, ['client-certificate', 'client-key', 'tokenFile'], file);
    return config;
  } catch (error) {
    // The text of a parser may quote the line, and the line may hold a token.
    throw new LoungeError(
      'CLUSTER_CONFIG',
      { file, problem: 'it is not a kubeconfig' },
      { cause: error instanceof Error ? error.name : undefined },
    );
  }
}

/** File names in a kubeconfig are relative to the kubeconfig. */
function makeAbsolute<Key extends string>(
  entry: { [K in Key]?: string | undefined } | undefined,
  keys: readonly Key[],
  file: string,
): void {
  for (const key of keys) {
    const value = entry?.[key];
    if (entry !== undefined && value !== undefined && value !== '' && !isAbsolute(value))
      entry[key] = join(dirname(file), value);
  }
}
