import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attacks } from '../attacks/index.ts';
import { filesOfAll, heard, refusalOf, type ArgoGate } from './argo-gate.ts';

const forProject = attacks.filter(({ stoppedBy }) => stoppedBy.project !== undefined);
/** A project among its children stops root-app as a whole: it comes last. */
const isProject = ({ id }: { readonly id: string }) => id.startsWith('project-');
const rounds = [forProject.filter((attack) => !isProject(attack)), forProject.filter(isProject)];
/** Of the attacks that the project cannot see, one on Argo CD itself and one on the node. */
const forAdmission = attacks.filter(({ id }) => id === 'application-default-project' || id === 'pod-host-path');

/** What Argo CD does with attacks that reached git: its projects alone, then with admission behind them. */
export function describeArgo(
  where: string,
  open: (options: { readonly admission: boolean }) => Promise<ArgoGate>,
  limitMs: number,
): void {
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
      if (target && !isChild) expect(await gate.exists(target.object)).toBe(false);
    });
  });

  describe(`admission behind Argo CD, ${where}`, () => {
    let gate: ArgoGate;
    beforeAll(async () => {
      gate = await open({ admission: true });
    });
    afterAll(async () => await gate?.close());

    test.each(forAdmission)('in the way of a sync: $title', async ({ push, stoppedBy }) => {
      await gate.push(push?.(gate.lounge) ?? {});
      const denied = new RegExp(`denied request: [^"]*${stoppedBy.admission?.source}`);
      expect(await heard(gate, [denied], limitMs)).toMatch(denied);
    });
  });
}
