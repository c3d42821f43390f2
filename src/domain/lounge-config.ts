import { z } from 'zod';
import { LANGUAGES } from './language.ts';
import { DnsLabel, EnvironmentName } from './names.ts';
import { LOCAL_ENGINE } from './local-engine.ts';

const RegistryAddress = z
  .string()
  .regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/, 'must be host[:port][/path] without a scheme');
const ownRegistry = RegistryAddress.optional().describe(
  'Registry that this engine pulls from, when it is another one than the lounge’s; its login is REGISTRY_USER_<ENGINE> and REGISTRY_PASSWORD_<ENGINE> in .env.',
);

/** Where an environment runs. `sandbox`: the embedded one of this lounge; `kubernetes`: a cluster with Argo CD, by kubeconfig context. */
export const EngineSettings = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal(LOCAL_ENGINE), registry: ownRegistry }),
  z.strictObject({
    kind: z.literal('kubernetes'),
    context: z.string().min(1).describe('Name of the kubeconfig context.'),
    kubeconfig: z.string().optional().describe('Path of the kubeconfig; the usual places when left out.'),
    argocdNamespace: DnsLabel.default('argocd'),
    registry: ownRegistry,
  }),
]);
export type EngineSettings = z.infer<typeof EngineSettings>;

export const EnvironmentSettings = z.strictObject({
  engine: z.string().describe('Name of an engine below.'),
  namespace: DnsLabel.optional().describe('The namespace when it is not the lounge’s own.'),
});
export type EnvironmentSettings = z.infer<typeof EnvironmentSettings>;

const quantity = z.string().regex(/^\d+(\.\d+)?(m|[kMGT]i?)?$/, 'must be a quantity, such as 500m, 2 or 8Gi');

/** Limits of a namespace, as a ResourceQuota and a LimitRange hold them. */
export const QuotaSettings = z.strictObject({
  pods: z.number().int().min(1).default(50),
  cpu: quantity.default('20').describe('Sum of the CPU limits.'),
  memory: quantity.default('40Gi').describe('Sum of the memory limits.'),
  storage: quantity.default('200Gi').describe('Sum of what volume claims ask for.'),
  containerCpu: quantity.default('4').describe('CPU limit of one container at most.'),
  containerMemory: quantity.default('8Gi').describe('Memory limit of one container at most.'),
});
export type QuotaSettings = z.infer<typeof QuotaSettings>;

export const PolicySettings = z.strictObject({
  soakSeconds: z
    .number()
    .int()
    .min(0)
    .max(3600)
    .default(20)
    .describe('How long a release must stay good before it passes, in seconds.'),
  deadlineSeconds: z
    .number()
    .int()
    .min(10)
    .max(7200)
    .default(600)
    .describe('The longest a release may take to pass, in seconds.'),
  rollback: z.enum(['auto', 'ask', 'off']).default('auto').describe('What happens when a release fails.'),
  rehearsal: z
    .enum(['required', 'off'])
    .default('required')
    .describe('Whether a passing rehearsal of the tree is needed before a release.'),
  approval: z
    .record(EnvironmentName, z.enum(['human', 'none']))
    .default({})
    .describe('Environments whose releases a person must approve before they are promoted there.'),
  allowedRegistries: z
    .array(z.string())
    .default([])
    .describe('Further registries whose images may run, as host[:port][/path].'),
  quota: z
    .union([z.literal('off'), QuotaSettings])
    .prefault({})
    .describe('What the workloads of one namespace may take together; off: no limit of the lounge’s own.'),
  protectedFiles: z
    .array(z.string())
    .default(['lounge.yaml', 'app-of-apps/projects.yaml', 'app-of-apps/root-apps.yaml', 'app-of-apps/applications/**'])
    .describe('Files (globs) that agents cannot change.'),
  maxFileBytes: z.number().int().min(1024).default(1_048_576).describe('Largest committed file, in bytes.'),
  logErrorPatterns: z
    .array(z.string().max(200))
    .default(['ERROR', 'FATAL'])
    .describe('A log line that contains one of these fails a release.'),
  recordingDays: z.number().int().min(1).default(90).describe('How long recordings of releases are kept, in days.'),
});
export type PolicySettings = z.infer<typeof PolicySettings>;

/** `lounge.yaml`: the only place where limits are written. */
export const LoungeConfig = z.strictObject({
  apiVersion: z.literal('lounge/v1'),
  name: DnsLabel,
  language: z.enum(LANGUAGES).optional(),
  namespace: DnsLabel.default('ai-lounge'),
  project: DnsLabel.default('ai-agent-project'),
  imagePrefix: DnsLabel.default('ai-lounge').describe(
    'First path part of every image: <registry>/<imagePrefix>/<service>.',
  ),
  repository: z.strictObject({
    url: z.string().min(1).describe('The git remote as Argo CD reads it.'),
    branch: z.string().min(1).default('main'),
  }),
  registry: z.strictObject({
    url: RegistryAddress.describe('The registry that images are pushed to and pulled from.'),
  }),
  domain: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .describe('Services are published as <service>.<domain>.'),
  engines: z.record(DnsLabel, EngineSettings).default({ [LOCAL_ENGINE]: { kind: LOCAL_ENGINE } }),
  environments: z.record(EnvironmentName, EnvironmentSettings).default({ production: { engine: LOCAL_ENGINE } }),
  policy: PolicySettings.prefault({}),
});
export type LoungeConfig = z.infer<typeof LoungeConfig>;

/** The namespace that an environment's workloads live in. */
export function namespaceOf(config: LoungeConfig, environment: string): string {
  return config.environments[environment]?.namespace ?? config.namespace;
}

/** A registry of the lounge: its address, and the names of the values of `.env` by which one logs in. */
export interface RegistryPlace {
  readonly url: string;
  readonly userVariable: string;
  readonly passwordVariable: string;
}

/** The registry that an engine pulls from: its own, else the lounge's. */
export function engineRegistry(config: LoungeConfig, engine: string | undefined): RegistryPlace {
  const own = engine === undefined ? undefined : config.engines[engine]?.registry;
  const isOwn = own !== undefined && own !== config.registry.url;
  const suffix = isOwn ? `_${(engine ?? '').toUpperCase().replaceAll('-', '_')}` : '';
  return {
    url: own ?? config.registry.url,
    userVariable: `REGISTRY_USER${suffix}`,
    passwordVariable: `REGISTRY_PASSWORD${suffix}`,
  };
}

/** The registry that an environment pulls from; the lounge's for none. */
export function registryOf(config: LoungeConfig, environment?: string): RegistryPlace {
  return engineRegistry(config, environment === undefined ? undefined : config.environments[environment]?.engine);
}

/** Every registry that environments pull from, each once. */
export function usedRegistries(config: LoungeConfig): readonly RegistryPlace[] {
  const places = Object.keys(config.environments).map((environment) => registryOf(config, environment));
  return [...new Map(places.map((place) => [place.url, place])).values()];
}
