import { AGENT_ROLES, roleAccount } from '../../../src/engine/manifest/generate/roles/role-account.ts';
import type { RenderedObject } from '../../../src/domain/rendered-object.ts';
import type { Write, Writer } from '../attack.ts';
import type { AttackedLounge } from '../attacked-lounge.ts';
import { tracked } from '../build-attack.ts';

/** An API server with the lounge bootstrapped: what it says to a write, empty when it takes it. Nothing is stored. */
export interface AdmissionGate {
  readonly lounge: AttackedLounge;
  write(write: Write): Promise<string>;
  close(): Promise<void>;
}

/** The Application of another team beside the lounge. */
export function foreignApplication({ argocd }: AttackedLounge): RenderedObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'billing', namespace: argocd },
    spec: {
      project: 'default',
      source: { repoURL: 'https://git.example.com/billing.git', path: '.', targetRevision: 'main' },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'billing' },
    },
  };
}

/** What is there before an attack, in the order to make it. */
export function bootstrapped(lounge: AttackedLounge): readonly RenderedObject[] {
  return [
    ...lounge.foundation,
    foreignApplication(lounge),
    tracked(structuredClone(lounge.application()), lounge),
    lounge.rendered('deployment.yaml'),
    lounge.rendered('service.yaml'),
    ...lounge.admission,
  ];
}

/** Name and groups of a writer. The group that may do everything is given to each, so that admission alone decides. */
export function identityOf(writer: Writer, { config, engine, argocd }: AttackedLounge): readonly [string, ...string[]] {
  if (writer === 'administrator') return ['administrator', 'system:masters'];
  if (writer === 'argocd') return [`system:serviceaccount:${argocd}:argocd-application-controller`, 'system:masters'];
  return [roleAccount(config, engine, AGENT_ROLES[1]).username, 'system:masters'];
}
