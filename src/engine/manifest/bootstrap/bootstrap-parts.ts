import type { LoungeConfig } from '../../../domain/lounge-config.ts';
import type { RenderedObject } from '../../../domain/rendered-object.ts';
import { admissionObjects } from '../generate/admission/index.ts';
import { argocdNamespaceOf, engineNamespaces } from '../generate/engine-namespaces.ts';
import { generateRootApp } from '../generate/generate-applications.ts';
import { generateProjects } from '../generate/generate-projects.ts';
import { roleObjects } from '../generate/roles/role-objects.ts';
import { PULL_SECRET } from '../layout.ts';
import { parseManifests } from '../parse-manifests.ts';
import { pullSecretObject } from '../secret-objects.ts';
import { borrowed, owned } from './ownership.ts';
import { repositorySecret, type RepositoryLogin } from './repository-login.ts';

export type BootstrapPartName =
  | 'namespaces'
  | 'registry'
  | 'repository'
  | 'projects'
  | 'admission'
  | 'roles'
  | 'root-app';

/** What lounge.yaml does not say. */
export interface BootstrapMaterial {
  /** Values of `.env`. */
  readonly values: ReadonlyMap<string, string>;
  readonly login: RepositoryLogin;
  /** Names of the Secrets that services declare. */
  readonly secrets: readonly string[];
}

export interface BootstrapPart {
  readonly name: BootstrapPartName;
  readonly objects: readonly RenderedObject[];
}

/** Every object that a lounge needs on one engine, in order. */
export function bootstrapParts(
  config: LoungeConfig,
  engine: string,
  material: BootstrapMaterial,
): readonly BootstrapPart[] {
  const projects = parseManifests(generateProjects(config, engine));
  const repository = repositorySecret(config, argocdNamespaceOf(config, engine), material.login);
  const part = (name: BootstrapPartName, objects: readonly RenderedObject[]): BootstrapPart => ({
    name,
    objects: objects.map((object) => (isDefaultAccount(object) ? borrowed : owned)(object, config.name)),
  });
  return [
    part(
      'namespaces',
      projects.filter(({ kind }) => kind === 'Namespace'),
    ),
    part(
      'registry',
      engineNamespaces(config, engine).flatMap((namespace) => [
        pullSecretObject(config, engine, namespace, material.values),
        pullingAccount(namespace),
      ]),
    ),
    part('repository', repository === undefined ? [] : [repository]),
    part(
      'projects',
      projects.filter(({ kind }) => kind === 'AppProject'),
    ),
    part('admission', admissionObjects(config, engine)),
    part('roles', roleObjects(config, engine, material.secrets)),
    part('root-app', parseManifests(generateRootApp(config, engine))),
  ];
}

/** Pods that name no ServiceAccount pull with the lounge's login, and get no token. */
function pullingAccount(namespace: string): RenderedObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace },
    imagePullSecrets: [{ name: PULL_SECRET }],
    automountServiceAccountToken: false,
  };
}

/** Kubernetes makes it in every namespace: never ours to take away. */
function isDefaultAccount({ kind, metadata }: RenderedObject): boolean {
  return kind === 'ServiceAccount' && metadata.name === 'default';
}
