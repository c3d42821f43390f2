import { namespaceOf, type LoungeConfig } from '../../../domain/lounge-config.ts';

/** Engines that environments run on, in the order of lounge.yaml: the first is the main one. */
export function usedEngines(config: LoungeConfig): readonly string[] {
  return [...new Set(Object.values(config.environments).map(({ engine }) => engine))];
}

/** Environments that run on an engine. */
export function environmentsOn(config: LoungeConfig, engine: string): readonly string[] {
  return Object.entries(config.environments).flatMap(([name, settings]) => (settings.engine === engine ? [name] : []));
}

/** Namespaces of the lounge's workloads on one engine, each once. */
export function engineNamespaces(config: LoungeConfig, engine: string): readonly string[] {
  return [...new Set(environmentsOn(config, engine).map((environment) => namespaceOf(config, environment)))];
}

/** Where Argo CD of an engine keeps its Applications. */
export function argocdNamespaceOf(config: LoungeConfig, engine: string): string {
  const settings = config.engines[engine];
  return settings?.kind === 'kubernetes' ? settings.argocdNamespace : 'argocd';
}
