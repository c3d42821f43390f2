import { registryOf, type LoungeConfig } from '../../domain/lounge-config.ts';
import { usedEngines } from './generate/engine-namespaces.ts';

/** Where everything of a lounge is; paths are relative to its root. */
export const LAYOUT = {
  config: 'lounge.yaml',
  projects: 'app-of-apps/projects.yaml',
  rootApp: 'app-of-apps/root-apps.yaml',
  applications: 'app-of-apps/applications',
  /** What further engines need, a folder each. */
  engines: 'app-of-apps/engines',
  overlays: 'app-of-apps/overlays',
  apps: 'apps',
  environmentFile: '.env',
  schemas: '.schemas',
} as const;

export interface ServicePaths {
  /** Source, Dockerfile and service.yaml; also the build context. */
  readonly source: string;
  readonly dockerfile: string;
  readonly spec: string;
  /** Everything below it is the service's manifests. */
  readonly manifests: string;
  readonly base: string;
}

export function servicePaths(service: string): ServicePaths {
  const source = `${LAYOUT.apps}/${service}`;
  const manifests = `${LAYOUT.overlays}/${service}`;
  return {
    source,
    dockerfile: `${source}/Dockerfile`,
    spec: `${source}/service.yaml`,
    manifests,
    base: `${manifests}/base`,
  };
}

/** The folder that an environment of a service is rendered from. */
export function overlayFolder(service: string, environment: string): string {
  return `${LAYOUT.overlays}/${service}/overlays/${environment}`;
}

export function kustomizationPath(service: string, environment: string): string {
  return `${overlayFolder(service, environment)}/kustomization.yaml`;
}

/** The service and environment of a folder that `overlayFolder` made. */
export function parseOverlayFolder(
  folder: string,
): { readonly service: string; readonly environment: string } | undefined {
  const match = /^app-of-apps\/overlays\/([^/]+)\/overlays\/([^/]+)$/.exec(folder);
  return match?.[1] !== undefined && match[2] !== undefined ? { service: match[1], environment: match[2] } : undefined;
}

/** `<registry>/<imagePrefix>/<service>`, without tag, in the registry of an environment. */
export function imageName(config: LoungeConfig, service: string, environment?: string): string {
  return `${registryOf(config, environment).url}/${config.imagePrefix}/${service}`;
}

/** The image name in the base manifests, that `images[].name` of an overlay must equal. */
export function baseImageName(service: string): string {
  return service;
}

/** Name of the Argo CD Application: the service for the first environment of lounge.yaml, `<service>-<environment>` for the others. */
export function applicationName(config: LoungeConfig, service: string, environment: string): string {
  const [first] = Object.keys(config.environments);
  return environment === first ? service : `${service}-${environment}`;
}

export function applicationPath(config: LoungeConfig, service: string, environment: string): string {
  const engine = config.environments[environment]?.engine ?? '';
  return `${applicationsFolder(config, engine)}/${applicationName(config, service, environment)}.yaml`;
}

/** The folder that root-app of an engine watches: no engine sees another one's Applications. */
export function applicationsFolder(config: LoungeConfig, engine: string): string {
  return isMainEngine(config, engine) ? LAYOUT.applications : `${LAYOUT.applications}/${engine}`;
}

export function projectsPath(config: LoungeConfig, engine: string): string {
  return isMainEngine(config, engine) ? LAYOUT.projects : `${LAYOUT.engines}/${engine}/projects.yaml`;
}

export function rootAppPath(config: LoungeConfig, engine: string): string {
  return isMainEngine(config, engine) ? LAYOUT.rootApp : `${LAYOUT.engines}/${engine}/root-apps.yaml`;
}

/** The engine of the first environment keeps the places that a lounge with one engine has. */
function isMainEngine(config: LoungeConfig, engine: string): boolean {
  const [main] = usedEngines(config);
  return main === undefined || engine === main || !usedEngines(config).includes(engine);
}

/** Name of the Secret by which pods pull from the registry. */
export const PULL_SECRET = 'lounge-registry';
/** The project of root-app: it may hold Applications and nothing else. */
export const ROOT_PROJECT = 'lounge-root';
export const ROOT_APPLICATION = 'root-app';
/** The cluster that Argo CD itself runs in. */
export const IN_CLUSTER_SERVER = 'https://kubernetes.default.svc';
