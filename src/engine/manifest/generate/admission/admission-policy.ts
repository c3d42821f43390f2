import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import type { RenderedObject } from '../../../../domain/rendered-object.ts';

const API_VERSION = 'admissionregistration.k8s.io/v1';

interface Named {
  readonly name: string;
  readonly expression: string;
}

export interface ResourceRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly operations: readonly ('CREATE' | 'UPDATE' | 'DELETE')[];
  readonly resourceNames?: readonly string[];
  readonly scope?: 'Cluster' | 'Namespaced';
}

export interface AdmissionPolicy {
  /** What it is about: the last part of its name. */
  readonly about: string;
  readonly rules: readonly ResourceRule[];
  /** Only objects in these namespaces; without them everywhere, which is for what belongs to no namespace. */
  readonly namespaces?: readonly string[];
  /** All of them must hold, else the policy is not about the write. They see no variables. */
  readonly conditions?: readonly Named[];
  readonly variables?: readonly Named[];
  /** Each must hold; else the message says what to do. */
  readonly checks: readonly { readonly expression: string; readonly message: string }[];
}

/** Name of what a lounge puts into a cluster beside its namespaces: the same cluster may serve others. */
export function admissionName(config: LoungeConfig, engine: string, about: string): string {
  return `lounge-${config.name}-${engine}-${about}`;
}

/** The policy and its binding. It fails closed; the reason is Forbidden, as Argo CD deletes and creates anew what is Invalid. */
export function policyObjects(
  config: LoungeConfig,
  engine: string,
  policy: AdmissionPolicy,
): readonly RenderedObject[] {
  const metadata = { name: admissionName(config, engine, policy.about), labels: admissionLabels(config) };
  return [
    { apiVersion: API_VERSION, kind: 'ValidatingAdmissionPolicy', metadata, spec: policySpec(policy) },
    {
      apiVersion: API_VERSION,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata,
      spec: { policyName: metadata.name, validationActions: ['Deny'] },
    },
  ];
}

export function admissionLabels(config: LoungeConfig): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/managed-by': 'lounge', 'app.kubernetes.io/part-of': config.name };
}

function policySpec({ rules, namespaces, conditions, variables, checks }: AdmissionPolicy) {
  return {
    failurePolicy: 'Fail',
    matchConstraints: {
      ...(namespaces === undefined
        ? {}
        : {
            namespaceSelector: {
              matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: namespaces }],
            },
          }),
      resourceRules: rules.map((rule) => ({ apiVersions: ['*'], ...rule })),
    },
    ...(conditions === undefined ? {} : { matchConditions: conditions }),
    ...(variables === undefined ? {} : { variables }),
    validations: checks.map((check) => ({ ...check, reason: 'Forbidden' })),
  };
}
