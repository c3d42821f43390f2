import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RenderedObject } from '../../../src/domain/rendered-object.ts';
import { attacks } from '../attacks/index.ts';
import { filesOfAll, heard, operationsOf, refusalOf, type ArgoGate } from './argo-gate.ts';

const forProject = attacks.filter(({ stoppedBy }) => stoppedBy.project !== undefined);
/** A project among its children stops root-app as a whole: it comes last. */
const isProject = ({ id }: { readonly id: string }) => id.startsWith('project-');
const rounds = [forProject.filter((attack) => !isProject(attack)), forProject.filter(isProject)];
interface ArgoSuite {
  readonly where: string;
  readonly open: (options: { readonly admission: boolean }) => Promise<ArgoGate>;
  /** How long Argo CD may take; a sync that was refused before is retried for 15 s first. */
  readonly limitMs: number;
  /** Attacks that the project cannot see, to be pushed with admission behind it. */
  readonly behind: readonly string[];
}

/** What Argo CD does with attacks that reached git: its projects alone, then with admission behind them. */
export function describeArgo({ where, open, limitMs, behind }: ArgoSuite): void {
  describe(`AppProject, ${where}`, () => {
    let gate: ArgoGate;
    let said = '';
    beforeAll(async () => {
      gate = await open({ admission: false });
      for (const round of rounds) {
        await gate.push(filesOfAll(round, gate.lounge));
        const wanted = round.map((attack) => refusalOf(attack, gate));
        said += await heard(gate, wanted, limitMs);
      }
    });
    afterAll(async () => await gate?.close());

    test.each(forProject)('AppProject: $title', async (attack) => {
      expect(said).toMatch(refusalOf(attack, gate));
      const target = attack.write?.(gate.lounge);
      const isChild = target?.object.kind === 'Application' || target?.verb === 'patch';
      if (target && !isChild) expect(await gate.uidOf(target.object)).toBeUndefined();
    });
  });

  describe(`admission behind Argo CD, ${where}`, () => {
    let gate: ArgoGate;
    let running: RenderedObject;
    let uid: string | undefined;
    beforeAll(async () => {
      gate = await open({ admission: true });
      running = gate.lounge.rendered('deployment.yaml');
      const end = Date.now() + limitMs;
      while (uid === undefined && Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        uid = await gate.uidOf(running);
      }
    });
    afterAll(async () => await gate?.close());

    test.each(attacks.filter(({ id }) => behind.includes(id)))(
      'in the way of a sync, and what runs stays: $title',
      async ({ push, stoppedBy }) => {
        const { files } = gate.lounge;
        const changed = push?.(gate.lounge) ?? {};
        const commit = await gate.push(changed);
        const denied = new RegExp(`denied request: .*${stoppedBy.admission?.source}`);
        expect(await heard(gate, [denied], limitMs, (said) => operationsOf(said, commit))).toMatch(denied);
        expect(uid).toBeDefined();
        expect(await gate.uidOf(running)).toBe(uid);
        await gate.push(Object.fromEntries(Object.keys(changed).map((path) => [path, files.get(path)])));
      },
    );
  });
}
