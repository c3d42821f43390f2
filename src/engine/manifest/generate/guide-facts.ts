import { namespaceOf, type LoungeConfig } from '../../../domain/lounge-config.ts';
import { imageName } from '../layout.ts';
import { LOCAL_ENGINE } from '../../../domain/local-engine.ts';

/** What the guide says about this very lounge. */
export type GuideFacts = {
  readonly lounge: string;
  readonly namespace: string;
  readonly project: string;
  readonly repositoryUrl: string;
  readonly branch: string;
  readonly registry: string;
  readonly image: string;
  /** The image name of the example service hello. */
  readonly registryImage: string;
  readonly domain: string;
  /** The first one: what commands mean when none is named. */
  readonly environment: string;
  /** Rows of a Markdown table: environment, engine, namespace. */
  readonly environmentRows: string;
  readonly soakSeconds: number;
  readonly deadlineSeconds: number;
  readonly rollback: string;
  readonly protectedFiles: string;
  /** The word for the engine of this machine. */
  readonly localEngine: string;
};

export function guideFacts(config: LoungeConfig): GuideFacts {
  const environments = Object.entries(config.environments);
  return {
    lounge: config.name,
    namespace: config.namespace,
    project: config.project,
    repositoryUrl: config.repository.url,
    branch: config.repository.branch,
    registry: config.registry.url,
    image: imageName(config, '<service>'),
    registryImage: imageName(config, 'hello'),
    domain: config.domain,
    environment: environments[0]?.[0] ?? 'production',
    environmentRows: environments
      .map(([name, { engine }]) => `| ${name} | ${engine} | ${namespaceOf(config, name)} |`)
      .join('\n'),
    soakSeconds: config.policy.soakSeconds,
    deadlineSeconds: config.policy.deadlineSeconds,
    rollback: config.policy.rollback,
    localEngine: LOCAL_ENGINE,
    protectedFiles: config.policy.protectedFiles.map((path) => `\`${path}\``).join(', '),
  };
}
