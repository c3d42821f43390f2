import { LoungeError } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import { LoungeConfig } from '../../domain/lounge-config.ts';
import type { LocalEngineStatus } from '../../ports/local-engine.ts';
import type { InitInput } from './operation.ts';
import { LOCAL_ENGINE } from '../../domain/local-engine.ts';

/** Shown by a dry run, before the engine has chosen its ports. */
const NOT_YET = '127.0.0.1:5000';
/** Name of the engine that `--context` makes. */
const CLUSTER = 'cluster';
const DEFAULT_NAMESPACE = LoungeConfig.shape.namespace.parse(undefined);

/** The settings of a new lounge: what was asked for, else the engine of this machine and the defaults. Throws USAGE. */
export function configFrom(
  input: InitInput,
  folder: string,
  engine: LocalEngineStatus | undefined,
  language: Language,
): LoungeConfig {
  const name = input.name ?? nameOf(folder);
  const environments = input.environment.length === 0 ? ['production'] : input.environment;
  const parsed = LoungeConfig.safeParse({
    apiVersion: 'lounge/v1',
    name,
    language: input.language ?? language,
    ...(input.namespace === undefined ? {} : { namespace: input.namespace }),
    repository: { url: input.repository ?? engine?.git.url ?? `http://${NOT_YET}/lounge.git`, branch: input.branch },
    registry: { url: input.registry ?? engine?.registry.url ?? NOT_YET },
    domain: input.domain ?? name,
    ...(input.context === undefined ? {} : { engines: { [CLUSTER]: clusterFrom(input, input.context) } }),
    environments: environmentsFrom(
      environments,
      input.namespace ?? DEFAULT_NAMESPACE,
      input.context === undefined ? LOCAL_ENGINE : CLUSTER,
    ),
    policy: input.soakSeconds === undefined ? {} : { soakSeconds: input.soakSeconds },
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new LoungeError('USAGE', {
    problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    command: 'init',
  });
}

/** Two environments of one engine cannot share a namespace: their objects have the same names. */
function environmentsFrom(names: readonly string[], namespace: string, engine: string): LoungeConfig['environments'] {
  return Object.fromEntries(
    names.map((name, index) => [name, { engine, ...(index === 0 ? {} : { namespace: `${namespace}-${name}` }) }]),
  );
}

function nameOf(folder: string): string {
  const last = folder.split('/').findLast((part) => part !== '') ?? 'lounge';
  const label = last
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 63);
  return label === '' ? 'lounge' : label;
}

function clusterFrom({ kubeconfig, argocdNamespace }: InitInput, context: string): object {
  return {
    kind: 'kubernetes',
    context,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(argocdNamespace === undefined ? {} : { argocdNamespace }),
  };
}
