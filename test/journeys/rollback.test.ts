import { afterAll, beforeAll, expect, it } from 'vitest';
import { explainOperation } from '../../src/operations/explain/operation.ts';
import { JourneyWorld } from '../journey-world.ts';

/** A rollback takes back the image alone: what else changed stays, and is named. */
const BASE = 'app-of-apps/overlays/hello/base/deployment.yaml';
let world: JourneyWorld;
beforeAll(async () => {
  world = await JourneyWorld.make({ policy: { rehearsal: 'off', deadlineSeconds: 15 } });
});
afterAll(async () => await world?.[Symbol.asyncDispose]());

it('before anything was released, the commands of explain are about the only service', async () => {
  const { code } = (await world.done(['explain', 'CRASH_LOOP', '--json'])).json(explainOperation.output);
  expect(code?.next?.join('\n')).toContain('lounge logs hello --environment production');
  expect(`${code?.next?.join('\n')} ${code?.remedy} ${code?.investigate}`).not.toContain('<service>');
});

it('broken manifests: the release that it went back to fails too, and the commit to revert is told', async () => {
  await world.ship('hello');
  await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
  await world.edit(BASE, /containerPort: \d+/, 'containerPort: 8081', 'feat: another port');
  await world.edit(BASE, /path: \/\S+/, 'path: /nowhere', 'feat: another path');
  const bad = await world.git(['rev-parse', '--short=8', 'HEAD']);
  await world.write('apps/hello/note.txt', 'something else\n');
  await world.git(['add', 'apps/hello/note.txt']);
  await world.git(['commit', '--quiet', '-m', 'docs: a note']);
  const { release, rollback, stderr } = await world.ship('hello', 1);
  expect([release?.verdict?.verdict, rollback?.verdict?.verdict]).toEqual(['FAIL', 'FAIL']);
  expect(stderr).toMatch(
    new RegExp(`changed as well .*: ${bad} \\(feat: another path\\), \\w+ \\(feat: another port\\)`),
  );
  expect(stderr).not.toContain('docs: a note');
  const command = /git revert ([\w ]+) && lounge ship hello --environment production/.exec(stderr)?.[1];
  expect(command?.split(' ')).toHaveLength(2);

  await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
  await world.git(['revert', '--no-edit', ...(command ?? '').split(' ')]);
  expect((await world.ship('hello')).release?.verdict?.verdict).toBe('PASS');
});

it('broken code: the rollback passes, and no manifest is blamed', async () => {
  await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
  await world.edit('apps/hello/src/main.ts', /^/, 'process.exit(1);\n', 'feat: it dies');
  const { release, rollback, stderr } = await world.ship('hello', 1);
  expect([release?.verdict?.verdict, rollback?.verdict?.verdict]).toEqual(['FAIL', 'PASS']);
  expect(stderr).not.toContain('changed as well');
});
