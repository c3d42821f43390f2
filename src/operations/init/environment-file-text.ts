import { gitVariables } from '../../engine/manifest/generate/generate-environment-example.ts';
import { formatEnvironmentValue } from '../../engine/environment-file/format-environment-value.ts';
import type { LoungeConfig } from '../../domain/lounge-config.ts';
import type { LocalEngineStatus } from '../../ports/local-engine.ts';
import type { Workspace } from '../../ports/workspace.ts';

/** `.env` of a new lounge: the login of the engine of this machine, or blanks to be filled in. */
export async function environmentFileText(
  workspace: Workspace,
  config: LoungeConfig,
  engine: LocalEngineStatus | undefined,
  timeZone: string,
): Promise<string> {
  const password =
    engine === undefined
      ? ''
      : ((await workspace.read(relativeTo(workspace.root, engine.registry.passwordFile))) ?? '').trim();
  const values = {
    ENDPOINT: config.domain,
    REGISTRY_URL: config.registry.url,
    REGISTRY_USER: engine?.registry.user ?? '',
    REGISTRY_PASSWORD: password,
    ...Object.fromEntries(gitVariables(config).map((name) => [name, ''])),
    CF_TUNNEL: '',
    TZ_ZONE: timeZone,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value === '' ? '' : formatEnvironmentValue(value)}\n`)
    .join('');
}

function relativeTo(root: string, path: string): string {
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}
