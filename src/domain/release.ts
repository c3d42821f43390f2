import { z } from 'zod';
import { Actor } from './actor.ts';
import { VerdictParameters } from './verdict-parameters.ts';
import { CommitHash, Digest, EnvironmentName, ReleaseTag, ServiceName } from './names.ts';

/** The steps of a release, in order. */
export const RELEASE_STEPS = [
  'check',
  'rehearse',
  'build',
  'push',
  'bump',
  'commit',
  'publish',
  'sync',
  'verify',
  'catalogue',
] as const;
export const ReleaseStep = z.enum(RELEASE_STEPS);
export type ReleaseStep = z.infer<typeof ReleaseStep>;

/** Final outcome of the judge, as kept with the release. */
export const ReleaseVerdict = z.object({
  verdict: z.enum(['PENDING', 'PROGRESSING', 'PASS', 'FAIL', 'SUPERSEDED', 'UNVERIFIED']),
  reason: z.string(),
  message: z.string(),
  next: z.string(),
  /** What fills the sentences, so that they can be said in another language. */
  params: VerdictParameters.optional(),
  /** Milliseconds since the push. */
  at: z.number(),
  receipts: z.array(z.string()),
});
export type ReleaseVerdict = z.infer<typeof ReleaseVerdict>;

/** One image of one service for one environment. */
export const Release = z.object({
  /** `<service>-<environment>-<tag>`. */
  id: z.string(),
  service: ServiceName,
  environment: EnvironmentName,
  tag: ReleaseTag,
  /** What runs, `name:tag@digest`, where it is an image of others and not one of ours under `tag`. */
  image: z.string().optional(),
  actor: Actor,
  task: z.string().optional(),
  /** The commit that was shipped, and its tree. */
  source: CommitHash,
  tree: z.string(),
  digest: Digest.optional(),
  /** The commit of the bump; set once it is on the remote. */
  commit: CommitHash.optional(),
  previousCommit: CommitHash.optional(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  pushedAt: z.number().optional(),
  finishedAt: z.number().optional(),
  verdict: ReleaseVerdict.optional(),
  /** Name of the recording that the verdict follows from. */
  recording: z.string().optional(),
  rollbackOf: z.string().optional(),
  /** The proven release of another environment whose very image this one runs. */
  promotedFrom: z.object({ release: z.string(), environment: EnvironmentName, commit: CommitHash }).optional(),
  /** Who allowed the promotion, as the commit of the approval says. */
  approval: z.object({ by: z.string(), at: z.number(), commit: CommitHash }).optional(),
  /** Nothing may apply this release again. */
  held: z.boolean().default(false),
});
export type Release = z.infer<typeof Release>;
