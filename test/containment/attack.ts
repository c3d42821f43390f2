import type { RenderedObject } from '../../src/domain/rendered-object.ts';
import type { PolicyRuleId } from '../../src/domain/messages/policy.ts';
import type { AttackedLounge } from './attacked-lounge.ts';

/** Whose identity a write is made with: Argo CD's, which applies what is in git, or that of the agent that ships. */
export type Writer = 'argocd' | 'shipper' | 'administrator';

/** A write to the API server. */
export interface Write {
  readonly as: Writer;
  /** `patch` merges the object over the one that is there. */
  readonly verb: 'create' | 'patch' | 'delete';
  readonly object: RenderedObject;
}

/** What must stop an attack; a gate that is not named does not claim to. */
export interface Stops {
  /** The rule that finds it: in `lounge check`, and in the pre-receive hook of the remote. */
  readonly rule?: PolicyRuleId;
  /** What Argo CD says when the AppProject does not permit it. */
  readonly project?: RegExp;
  /** What the API server says when the admission policies refuse it. */
  readonly admission?: RegExp;
}

/** One way out of a lounge, and the gates that are in it. */
export interface Attack {
  readonly id: string;
  readonly group: string;
  /** In docs/containment.md, after "An attacker pushes or applies". */
  readonly title: string;
  /** What is pushed to git: text by path, undefined deletes. */
  readonly push?: (lounge: AttackedLounge) => Readonly<Record<string, string | undefined>>;
  /** What is written straight to the API server. */
  readonly write?: ((lounge: AttackedLounge) => Write) | undefined;
  /** Nothing, for what a lounge must be able to do: then every gate lets it through. */
  readonly stoppedBy: Stops;
}
