import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ReleaseHeader, type Timeline } from '../../src/domain/timeline.ts';
import { ReasonCode } from '../../src/domain/messages/verdict.ts';
import { VerdictKind } from '../../src/domain/verdict.ts';
import type { JsonObject } from './merge-deep.ts';
import {
  MY_COMMIT,
  MY_CONFIG,
  MY_DIGEST,
  MY_IMAGE,
  OLD_COMMIT,
  OLD_CONFIG,
  OLD_DIGEST,
  OLD_IMAGE,
  REPOSITORY,
  isoSecond,
  type ReleaseStory,
} from './release-story.ts';
import { deploymentStatus, owner, podObject, sliceObject } from './story-objects.ts';
import { usualRelease } from './usual-release.ts';

const Loose = z.custom<JsonObject>((value) => typeof value === 'object' && value !== null);
const Names = z.array(z.string());

const Step = z.strictObject({
  at: z.number(),
  patch: z.record(z.string(), Loose).optional(),
  pods: z
    .record(
      z.string(),
      z.looseObject({
        of: z.string().default('ReplicaSet/web-new'),
        state: z.union([z.enum(['pending', 'running', 'ready']), Loose]),
      }),
    )
    .optional(),
  deployment: z
    .strictObject({ observed: z.number(), counts: z.tuple([z.number(), z.number(), z.number(), z.number()]) })
    .optional(),
  endpoints: z.strictObject({ pods: Names, ports: Loose.nullish() }).optional(),
  remove: Names.optional(),
  probes: z.strictObject({ to: z.number(), answers: Names, service: z.string().optional() }).optional(),
  tell: z.array(Loose).optional(),
  gap: z.strictObject({ kinds: Names, reason: z.string() }).optional(),
  relist: Names.optional(),
  /** The commit is pushed, rendered, and Argo CD is Synced at it. */
  delivered: z.literal(true).optional(),
});
type Step = z.infer<typeof Step>;

const Case = z.strictObject({
  name: z.string(),
  /** The usual release up to here; what follows is written below. */
  usual: z.number(),
  header: ReleaseHeader.partial().optional(),
  steps: z.array(Step).default([]),
  expect: z.strictObject({
    verdict: VerdictKind,
    reason: ReasonCode.optional(),
    /** Earliest and latest `at` of the verdict that stands at the end. */
    between: z.tuple([z.number(), z.number()]).optional(),
    heldUpBy: ReasonCode.optional(),
    never: z.array(VerdictKind).default([]),
  }),
});

export interface Fixture {
  readonly name: string;
  readonly timeline: Timeline;
  readonly expect: z.infer<typeof Case>['expect'];
}

/** Every case of every file in `fixtures/`. */
export function readFixtures(): readonly Fixture[] {
  const folder = join(import.meta.dirname, '..', '..', 'src', 'engine', 'verdict', 'fixtures');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => {
      const cases = z.array(Case).parse(parse(expand(readFileSync(join(folder, file), 'utf8'))));
      return cases.map((one) => ({
        name: `${file.replace('.yaml', '')}: ${one.name}`,
        timeline: write(one),
        expect: one.expect,
      }));
    });
}

/** `$MINE`, `$OLD`, … and `$T(2000)` for the time of `at` 2000. */
function expand(text: string): string {
  const words = {
    MY_COMMIT,
    MY_CONFIG,
    MY_DIGEST,
    OLD_COMMIT,
    OLD_CONFIG,
    OLD_DIGEST,
    REPOSITORY,
    MINE: MY_IMAGE,
    OLD: OLD_IMAGE,
  };
  const named = Object.entries(words).reduce(
    (one, [word, value]) => one.replaceAll(new RegExp(`\\$${word}\\b`, 'g'), value),
    text,
  );
  return named.replaceAll(/\$T\((-?\d+)\)/g, (_, at: string) => isoSecond(Number(at)));
}

function write({ usual, header, steps }: z.infer<typeof Case>): Timeline {
  const story = usualRelease(usual, header);
  for (const step of steps) writeStep(story, step);
  return story.timeline();
}

function writeStep(story: ReleaseStory, step: Step): void {
  const { at } = step;
  if (step.delivered) deliver(story, at);
  for (const [key, change] of Object.entries(step.patch ?? {})) story.patch(at, key, change);
  for (const [name, { of, state, ...look }] of Object.entries(step.pods ?? {})) {
    const [kind = '', ownerName = ''] = of.split('/');
    story.patch(
      at,
      `Pod/${name}`,
      podObject({ at, ...look, state: state as JsonObject, owner: owner(kind, ownerName) }),
    );
  }
  if (step.deployment)
    story.patch(at, 'Deployment/web', { status: deploymentStatus(step.deployment.observed, step.deployment.counts) });
  if (step.endpoints) story.patch(at, 'EndpointSlice/web', sliceObject(step.endpoints.pods, step.endpoints.ports));
  for (const key of step.remove ?? []) story.remove(at, key);
  for (const event of step.tell ?? []) story.tell(at, event as never);
  if (step.gap) story.gap(at, step.gap.kinds, step.gap.reason);
  if (step.relist) story.relist(at, step.relist);
  if (step.probes) {
    const { to, answers, service } = step.probes;
    for (let time = at, index = 0; time <= to; time += 1000, index += 1)
      story.probe(time, answers[index % answers.length] ?? 'mine', service);
  }
}

function deliver(story: ReleaseStory, at: number): void {
  story.tell(at, { type: 'git', remoteHead: MY_COMMIT, contains: { [MY_COMMIT]: true } });
  story.tell(at, { type: 'render', commit: MY_COMMIT, images: [MY_IMAGE] });
  story.tell(at, { type: 'registry', tag: 'v2', digest: MY_DIGEST, manifests: [], configs: [MY_CONFIG] });
  story.patch(at, 'Application/web', { status: { reconciledAt: isoSecond(at + 1000), sync: { revision: MY_COMMIT } } });
}
