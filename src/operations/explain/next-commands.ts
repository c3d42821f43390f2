import type { ExplainedCode } from './operation.ts';

/** What the codes of a subject have in common: where to look, and what to run next. */
export type Topic =
  | 'git'
  | 'lease'
  | 'registry'
  | 'cluster'
  | 'delivery'
  | 'pods'
  | 'endpoint'
  | 'public'
  | 'settings'
  | 'secrets'
  | 'policy'
  | 'build'
  | 'release';

const TOPICS: readonly (readonly [RegExp, Topic])[] = [
  [/^(DNS|TUNNEL|ROUTE)/, 'public'],
  [/^LEASE_/, 'lease'],
  [/^(GIT_|DROPPED$|NOT_PUSHED$|HEAD_NOT_RENDERED$|RENDER_NOT_SEEN$)/, 'git'],
  [
    /^(REGISTRY_|IMAGE_(PULL|UNKNOWN|UNRESOLVED|STAND_IN|NOT_ALLOWED|REFERENCE)|PLATFORM$|PROMOTE_REGISTRY$|PROBE_)/,
    'registry',
  ],
  [/^(CLUSTER_|ENGINE_|ARGOCD_|BOOTSTRAP_|OBSERVATION_GAP$|OBJECT_MALFORMED$)/, 'cluster'],
  [/^(ENV_|CONFIG$|SECRET)/, 'secrets'],
  [/^(CONFIG_|STORE_|USAGE$|COMMAND_|SERVICE_|ENVIRONMENT_|TEMPLATE_|OVERLAY_|FILE_|PATH_)/, 'settings'],
  [/^(POLICY_|TAKE_IN_|RENDER_FAILED$|BUMP_|NOOP_BUMP$)/, 'policy'],
  [/^(BUILD_|DOCKERFILE_|IMAGE_LAYOUT|RUN_NO_COMMAND$|SOURCE_)/, 'build'],
  [/^(SYNC|APP_|OUT_OF_SYNC$|REVISION|HEALTH_STALE$|DEGRADED$|APPLICATION|ARGO)/, 'delivery'],
  [/^(ENDPOINT|NO_ENDPOINTS$|CRITERIA|LOG_ERRORS$)/, 'endpoint'],
  [/^(NOT_STARTED|VERIFIED|SUPERSEDED|SOAKING)$/, 'release'],
];

export function topicOf({ code, kind }: Pick<ExplainedCode, 'code' | 'kind'>): Topic {
  if (kind === 'rule') return 'policy';
  const found = TOPICS.find(([pattern]) => pattern.test(code))?.[1];
  return found ?? (kind === 'verdict' || kind === 'state' ? 'pods' : 'release');
}

/** What is filled in where the lounge is known. */
export interface Names {
  readonly service: string;
  readonly environment: string;
  readonly namespace: string;
  readonly branch: string;
  readonly domain: string;
}

export const UNKNOWN_NAMES: Names = {
  service: '<service>',
  environment: '<environment>',
  namespace: '<namespace>',
  branch: 'main',
  domain: '<domain>',
};

/** The commands to run next, the most telling first. */
export function nextCommands(topic: Topic, names: Names): readonly string[] {
  const { service, environment, namespace, branch, domain } = names;
  const at = `${service} --environment ${environment}`;
  const commands: Readonly<Record<Topic, readonly string[]>> = {
    git: ['git status', `git pull --rebase origin ${branch}`, `lounge ship ${at}`],
    lease: [`lounge status ${at}`, 'lounge resume'],
    registry: ['lounge doctor', `lounge ship ${at}`],
    cluster: ['lounge doctor', `lounge verify ${at} --again`],
    delivery: [`lounge status ${at}`, `kubectl get applications -A -o wide`, 'lounge doctor'],
    pods: [`lounge logs ${at}`, `kubectl describe pods -n ${namespace} -l app=${service}`, `lounge rollback ${at}`],
    endpoint: [`lounge logs ${at}`, `kubectl get service,endpointslice -n ${namespace}`, `lounge verify ${at} --again`],
    public: [`curl -sv https://${service}.${domain}`, `lounge verify ${at} --again`],
    settings: ['lounge check', 'lounge --help'],
    secrets: [`lounge secrets status ${at}`, `lounge secrets apply ${at}`],
    policy: ['lounge check', `lounge ship ${at} --dry-run`],
    build: [`lounge build ${service}`, `lounge run ${service}`],
    release: [`lounge history ${service}`, `lounge status ${at}`],
  };
  return commands[topic];
}
