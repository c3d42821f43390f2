import type { ReleaseHeader } from '../../../src/domain/timeline.ts';
import type { PushedImage } from './behave-image.ts';
import type { Manifest } from './manifests.ts';
import type { ReleaseWorld } from './release-world.ts';

/** What must come out of judging the recording. */
export interface Expectation {
  readonly verdict: string;
  /** Any of these; nothing: any. */
  readonly reason?: string;
  /** Milliseconds since the push. */
  readonly by?: number;
  readonly notBefore?: number;
  /** Besides those that every other final verdict excludes. */
  readonly never?: string;
}

/** A release made for real. Everything but the expectation has a usual form. */
export interface Scenario {
  readonly name: string;
  readonly expect: Expectation;
  /** Longest recording after the push; it ends sooner with a final verdict. */
  readonly seconds: number;
  /** Stops something that others need: runs alone. */
  readonly alone?: boolean;
  /** Says little that another one does not say: made only when all are wanted. */
  readonly extra?: boolean;
  /** Environment of the released web service; short for `release`. */
  readonly behaves?: Readonly<Record<string, string | number>>;
  readonly header?: Partial<ReleaseHeader>;
  /** Before anything else is in the namespace. */
  readonly prepare?: (world: ReleaseWorld) => Promise<void>;
  readonly application?: (application: Manifest) => void;
  readonly baseline?: () => readonly Manifest[];
  /** When the release before does not become ready, or other things are done after it. */
  readonly afterBaseline?: (world: ReleaseWorld, commit: string) => Promise<void>;
  readonly image?: (world: ReleaseWorld, before: PushedImage) => Promise<PushedImage>;
  readonly release?: (world: ReleaseWorld) => readonly Manifest[];
  readonly kustomization?: Manifest;
  /** Commits something else than the usual overlay. */
  readonly commit?: (world: ReleaseWorld, image: PushedImage, before: PushedImage) => Promise<string>;
  /** Instead of the push of the commit. */
  readonly push?: (world: ReleaseWorld, commit: string) => Promise<void>;
  /** After the push. */
  readonly during?: (world: ReleaseWorld, image: PushedImage) => Promise<void>;
  readonly afterwards?: (world: ReleaseWorld) => Promise<void>;
}
