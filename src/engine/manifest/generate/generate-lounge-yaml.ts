import { stringify } from 'yaml';
import { LoungeConfig } from '../../../domain/lounge-config.ts';
import { LAYOUT } from '../layout.ts';
import { yamlText } from '../yaml-text.ts';
import { LOCAL_ENGINE } from '../../../domain/local-engine.ts';

/** `lounge.yaml`, with the schema in its first line and what differs from the defaults written out. */
export function generateLoungeYaml(config: LoungeConfig): string {
  return `# yaml-language-server: $schema=${LAYOUT.schemas}/lounge.schema.json
# The only place where limits are written. Agents cannot change this file.
apiVersion: ${config.apiVersion}
name: ${config.name}
${config.language === undefined ? '' : `language: ${config.language}\n`}
# Where workloads live, the Argo CD project that fences them in, and the first part of every image name.
namespace: ${config.namespace}
project: ${config.project}
imagePrefix: ${config.imagePrefix}

# The git remote as Argo CD reads it.
repository:
  url: ${yamlText(config.repository.url)}
  branch: ${yamlText(config.repository.branch)}

# host[:port][/path], without a scheme.
registry:
  url: ${yamlText(config.registry.url)}

# Services are published as <service>.<domain>.
domain: ${yamlText(config.domain)}

# ${LOCAL_ENGINE}: the embedded cluster of this lounge. kubernetes: a cluster with Argo CD, by kubeconfig context.
${section('engines', config.engines)}
# The first environment is the one that commands mean when none is named.
${section('environments', config.environments)}
${section('policy', changedPolicy(config))}`;
}

function section(name: string, value: object): string {
  return stringify({ [name]: value }, { lineWidth: 0 });
}

/** Soak, deadline and rollback are shown even when they are the defaults: they are what people look for first. */
function changedPolicy({ policy }: LoungeConfig): object {
  const defaults: Readonly<Record<string, unknown>> = LoungeConfig.shape.policy.parse(undefined);
  const shown = new Set(['soakSeconds', 'deadlineSeconds', 'rollback', 'rehearsal']);
  return Object.fromEntries(
    Object.entries(policy).filter(
      ([key, value]) => shown.has(key) || JSON.stringify(value) !== JSON.stringify(defaults[key]),
    ),
  );
}
