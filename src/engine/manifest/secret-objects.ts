import { Buffer } from 'node:buffer';
import { engineRegistry, type LoungeConfig } from '../../domain/lounge-config.ts';
import type { RenderedObject } from '../../domain/rendered-object.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import { ownLabels } from './bootstrap/ownership.ts';
import { PULL_SECRET } from './layout.ts';

const MANAGED = { 'app.kubernetes.io/managed-by': 'lounge' };

/** The Secrets that a service declares, filled from the values of `.env`; names without a value are left out. */
export function serviceSecretObjects(
  spec: ServiceSpec,
  namespace: string,
  values: ReadonlyMap<string, string>,
): readonly RenderedObject[] {
  return Object.entries(spec.secrets).map(([name, variables]) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels: { ...MANAGED, app: spec.name } },
    type: 'Opaque',
    data: Object.fromEntries(
      variables.flatMap((variable) => (values.has(variable) ? [[variable, encode(values.get(variable) ?? '')]] : [])),
    ),
  }));
}

/** A registry with the login by which pods pull from it. */
export interface PullLogin {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** The login by which pods of an engine pull. */
export function pullSecretObject(
  config: LoungeConfig,
  engine: string,
  namespace: string,
  values: ReadonlyMap<string, string>,
): RenderedObject {
  const { url, userVariable, passwordVariable } = engineRegistry(config, engine);
  const [user, password] = [values.get(userVariable) ?? '', values.get(passwordVariable) ?? ''];
  return pullSecretFor(config, namespace, { url, user, password });
}

/** The same for any registry. */
export function pullSecretFor(
  config: LoungeConfig,
  namespace: string,
  { url, user: username, password }: PullLogin,
): RenderedObject {
  const [host = ''] = url.split('/');
  const login = { auths: { [host]: { username, password, auth: encode(`${username}:${password}`) } } };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: PULL_SECRET, namespace, labels: ownLabels(config.name) },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': encode(JSON.stringify(login)) },
  };
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}
