import document from './schema.json' with { type: 'json' };

/** The part of OpenAPI v2 that Kubernetes' definitions use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly 'x-kubernetes-patch-strategy'?: string;
  readonly 'x-kubernetes-patch-merge-key'?: string;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: string;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

const PREFIX = '#/definitions/';
const definitions = new Map(Object.entries(document.definitions as unknown as Record<string, Schema>));
const names = new Map(Object.entries(document.kinds));
const anything: Schema = {};

/** Every definition by its name. */
export function allDefinitions(): ReadonlyMap<string, Schema> {
  return definitions;
}

/** The name of the definition of a kind, as `io.k8s.api.apps.v1.Deployment`. */
export function definitionName(apiVersion: string, kind: string): string | undefined {
  return names.get(`${apiVersion}/${kind}`);
}

/** Undefined for a kind without a definition. */
export function schemaOfKind(apiVersion: string, kind: string): Schema | undefined {
  return definitions.get(definitionName(apiVersion, kind) ?? '');
}

/** The schema that a reference stands for. */
export function resolveSchema(schema: Schema | undefined): Schema {
  if (schema?.$ref === undefined) return schema ?? anything;
  return definitions.get(schema.$ref.slice(PREFIX.length)) ?? anything;
}

/** The schema of a member: with the reference's own marks (merge keys) and what it refers to. */
export function memberSchema(schema: Schema, member: string): Schema {
  const found = Object.hasOwn(schema.properties ?? {}, member) ? schema.properties?.[member] : undefined;
  if (found) return found.$ref === undefined ? found : { ...resolveSchema(found), ...withoutReference(found) };
  return typeof schema.additionalProperties === 'object' ? resolveSchema(schema.additionalProperties) : anything;
}

function withoutReference(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$ref'));
}

/** The last part of a reference or a name: `DeploymentSpec`. */
export function shortName(reference: string | undefined): string {
  return reference?.split('.').at(-1) ?? '';
}
