import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveOperation } from '../../src/operations/approve/operation.ts';
import { checkOperation } from '../../src/operations/check/operation.ts';
import { resumeOperation } from '../../src/operations/resume/operation.ts';
import { PromoteOutput } from '../../src/operations/promote/operation.ts';
import { ShipOutput } from '../../src/operations/ship/operation.ts';
import { statusOperation } from '../../src/operations/status/operation.ts';
import { JourneyWorld } from '../journey-world.ts';

const AGENT = { environment: { LOUNGE_ACTOR: 'bot', LOUNGE_ROLE: 'developer' } };
const PROMOTE = ['promote', 'hello', '--from', 'staging', '--to', 'production'];
const PRODUCTION = 'app-of-apps/overlays/hello/overlays/production/kustomization.yaml';

let world: JourneyWorld;
beforeAll(async () => {
  world = await JourneyWorld.make({
    environments: ['dev', 'staging', 'production'],
    policy: { rehearsal: 'off', rollback: 'off' },
  });
});
afterAll(async () => await world[Symbol.asyncDispose]());

async function shipTo(environment: string, exitCode = 0): Promise<ShipOutput> {
  return (await world.done(['ship', 'hello', '--environment', environment, '--json'], exitCode)).json(ShipOutput);
}

async function refusal(args: readonly string[], options = {}) {
  return (await world.lounge([...args, '--json'], options)).error();
}

async function change(text: string): Promise<void> {
  await world.commit({ 'apps/hello/src/app.ts': `${await world.read('apps/hello/src/app.ts')}// ${text}\n` });
}

async function pushSettings(more: string): Promise<void> {
  await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
  await world.commit({ 'lounge.yaml': `${(await world.read('lounge.yaml')).trimEnd()}\n${more}` }, 'chore: settings');
  await world.git(['push', '--quiet', 'origin', 'main']);
}

describe('promotion', () => {
  let first: ShipOutput;

  it('refuses what never ran, the first environment, and one and the same', async () => {
    expect(await refusal(PROMOTE)).toMatchObject({ code: 'PROMOTE_NOT_PROVEN' });
    expect(await refusal(['promote', 'hello', '--to', 'dev'])).toMatchObject({ code: 'USAGE' });
    expect(await refusal(['promote', 'hello', '--from', 'dev', '--to', 'dev'])).toMatchObject({ code: 'USAGE' });
    expect(await refusal(['promote', 'hello', '--to', 'moon'])).toMatchObject({ code: 'ENVIRONMENT_UNKNOWN' });
  });

  it('a dry run shows the very image and changes nothing', async () => {
    first = await shipTo('staging');
    const before = await world.git(['ls-remote', 'origin', 'main']);
    const { plan, source } = (await world.done([...PROMOTE, '--dry-run', '--json'])).json(PromoteOutput);
    expect(source.id).toBe(first.release?.id);
    expect(plan?.tag).toBe(first.release?.tag);
    expect(plan?.render).toContain(first.release?.digest);
    expect(plan?.message).toContain(`Lounge-Promoted-From: ${first.release?.id}`);
    expect(await world.git(['ls-remote', 'origin', 'main'])).toBe(before);
  });

  it('moves tag and digest that passed; nothing is built', async () => {
    const result = await world.done([...PROMOTE, '--json']);
    const { release } = result.json(PromoteOutput);
    expect(release?.verdict?.verdict).toBe('PASS');
    expect(release).toMatchObject({
      tag: first.release?.tag,
      digest: first.release?.digest,
      environment: 'production',
    });
    expect(result.stderr).not.toMatch(/ build | push +push/);
    expect(await world.tags('hello')).toEqual([first.release?.tag]);
    expect(await world.read(PRODUCTION)).toContain(first.release?.digest);
    expect(await refusal(PROMOTE)).toMatchObject({ code: 'PROMOTE_ALREADY' });
  });

  it('status shows every environment, and where a release came from', async () => {
    const { services } = (await world.done(['status', 'hello', '--json'])).json(statusOperation.output);
    expect(services.map((row) => row.environment)).toEqual(['staging', 'production']);
    expect(services[1]?.release?.promotedFrom?.release).toBe(first.release?.id);
    expect(services[0]).toMatchObject({ application: 'hello-staging', now: { state: 'good', endpoint: 200 } });
  });

  it('refuses what changed since it passed', async () => {
    await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
    await world.edit('app-of-apps/overlays/hello/base/deployment.yaml', 'memory: 64Mi', 'memory: 65Mi');
    await world.git(['push', '--quiet', 'origin', 'main']);
    expect(await refusal(PROMOTE)).toMatchObject({
      code: 'PROMOTE_CHANGED',
      message: expect.stringContaining('memory') as unknown,
    });
  });

  it('killed while it is judged: promote again goes on, with one release', async () => {
    await change('two');
    const second = await shipTo('staging');
    const started = world.start(PROMOTE);
    await started.line('✓ publish');
    started.killGroup('SIGKILL');
    await started.result;
    const { release } = (await world.done([...PROMOTE, '--json'])).json(PromoteOutput);
    expect(release).toMatchObject({ digest: second.release?.digest, verdict: { verdict: 'PASS' } });
    const trailers = await world.releaseTrailers();
    expect(trailers.filter((id) => id === release?.id)).toEqual([release?.id]);
  });

  it('killed before it is published: resume goes on, and builds nothing either', async () => {
    await change('three');
    const third = await shipTo('staging');
    const tags = await world.tags('hello');
    const started = world.start(PROMOTE);
    await started.line('✓ check');
    started.killGroup('SIGKILL');
    await started.result;
    const { resumed } = (await world.done(['resume', '--json'])).json(resumeOperation.output);
    expect(resumed.map((one) => one.release)).toMatchObject([
      { environment: 'production', digest: third.release?.digest, verdict: { verdict: 'PASS' } },
    ]);
    expect(await world.tags('hello')).toEqual(tags);
  });

  it('a rolled back promotion can be made again, under an id of its own', async () => {
    await world.done(['rollback', 'hello', '--environment', 'production']);
    const { release } = (await world.done([...PROMOTE, '--json'])).json(PromoteOutput);
    expect(release?.id).toMatch(/^hello-production-v\d{12}-2$/);
    expect(release?.verdict?.verdict).toBe('PASS');
  });

  it('a lost store: the recording proves it; without both it is refused, and told how', async () => {
    await change('three');
    await shipTo('staging');
    for (const file of ['store.db', 'store.db-wal', 'store.db-shm'])
      await rm(join(world.root, '.lounge', file), { force: true });
    expect((await world.done([...PROMOTE, '--dry-run', '--json'])).json(PromoteOutput).plan).toBeDefined();
    await rm(join(world.root, '.lounge/recordings'), { recursive: true });
    const lost = await refusal(PROMOTE);
    expect(lost.code).toBe('PROMOTE_NOT_PROVEN');
    expect(lost.hint).toContain('lounge verify hello --environment staging');
    await world.done(['verify', 'hello', '--environment', 'staging']);
    expect((await world.done([...PROMOTE, '--json'])).json(PromoteOutput).release?.verdict?.verdict).toBe('PASS');
  });

  it('what failed is not promoted', async () => {
    const source = await world.read('apps/hello/src/main.ts');
    await world.commit({ 'apps/hello/src/main.ts': 'process.exit(1);\n' });
    expect((await shipTo('staging', 1)).release?.verdict?.verdict).toBe('FAIL');
    expect(await refusal(PROMOTE)).toMatchObject({ code: 'PROMOTE_NOT_PROVEN' });
    await world.commit({ 'apps/hello/src/main.ts': source });
    await shipTo('staging');
  });
});

describe('approval by a person', () => {
  it('is asked for before a promotion, and cannot be gone around by shipping', async () => {
    await pushSettings('  approval:\n    production: human\n');
    const asked = await refusal(PROMOTE, AGENT);
    expect(asked).toMatchObject({ code: 'APPROVAL_NEEDED' });
    expect(asked.hint).toContain('lounge approve hello --from staging --to production');
    expect(await refusal(['ship', 'hello', '--environment', 'production'])).toMatchObject({ code: 'APPROVAL_NEEDED' });
  });

  it('is asked for by the remote as well: a release by hand does not go around it', async () => {
    await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
    const tag = (await world.tags('hello')).at(-1) ?? '';
    await world.done(['bump', 'hello', tag, '--environment', 'production']);
    await world.git(['commit', '--quiet', '--all', '-m', `deploy(hello): ${tag} to production`]);
    await expect(world.git(['push', '--quiet', 'origin', 'main'])).rejects.toThrow(/release-not-approved/);
    await world.git(['reset', '--quiet', '--hard', 'HEAD~1']);
  });

  it('is not an agent’s to give, nor to write', async () => {
    const approve = ['approve', 'hello', '--to', 'production'];
    expect(await refusal(approve, AGENT)).toMatchObject({ code: 'ROLE_FORBIDDEN' });
    const { services } = (await world.done(['status', 'hello', '--environment', 'staging', '--json'])).json(
      statusOperation.output,
    );
    const id = services[0]?.release?.id ?? '';
    const message = `chore(hello): approve\n\nLounge-Approves: ${id}\nLounge-Approved-For: production\nLounge-Actor: kim (human)\n`;
    await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
    await world.git(['commit', '--quiet', '--allow-empty', '-m', message]);
    const { findings } = (await world.lounge(['check', '--since', 'HEAD~1', '--json'], AGENT)).json(
      checkOperation.output,
    );
    expect(findings.map(({ rule }) => rule)).toContain('git-approval-forged');
    await world.git(['reset', '--quiet', '--hard', 'HEAD~1']);
  });

  it('is kept in git with who and when, and the release names it', async () => {
    const given = (await world.done(['approve', 'hello', '--to', 'production', '--json'])).json(
      approveOperation.output,
    );
    expect(given).toMatchObject({ already: false, approval: { by: 'tester' } });
    const again = (await world.done(['approve', 'hello', '--to', 'production', '--json'])).json(
      approveOperation.output,
    );
    expect(again).toMatchObject({ already: true, approval: { commit: given.approval.commit } });
    const { release } = (await world.done([...PROMOTE, '--json'], 0, AGENT)).json(PromoteOutput);
    expect(release).toMatchObject({ verdict: { verdict: 'PASS' }, approval: { by: 'tester' }, actor: { name: 'bot' } });
    expect(await world.git(['log', '-1', '--format=%B', release?.commit ?? ''])).toMatch(
      new RegExp(`Lounge-Approved-By: tester \\(human\\), .*Z, ${given.approval.commit}`),
    );
  });

  it('holds for this release alone', async () => {
    await change('four');
    await shipTo('staging');
    expect(await refusal(PROMOTE)).toMatchObject({ code: 'APPROVAL_NEEDED' });
  });
});

describe('an environment that is added later', () => {
  it('check finds what is missing, with the command that mends it', async () => {
    await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
    await world.edit(
      'lounge.yaml',
      /^  production:\n    engine: sandbox\n/m,
      '  qa:\n    engine: sandbox\n    namespace: ai-lounge-qa\n  production:\n    engine: sandbox\n',
      'chore: an environment',
    );
    await world.git(['push', '--quiet', 'origin', 'main']);
    const { findings } = (await world.lounge(['check', '--json'])).json(checkOperation.output);
    expect(findings.map(({ rule }) => rule).toSorted()).toEqual([
      'argo-project-namespace',
      'environment-overlay-missing',
    ]);
    expect(findings.every(({ fix }) => fix.includes('lounge new'))).toBe(true);
  });

  it('lounge new --environment adds overlays and namespace; ship goes there', async () => {
    await world.done(['new', '--environment', 'qa']);
    const { findings } = (await world.done(['check', '--json'])).json(checkOperation.output);
    expect(findings).toEqual([]);
    expect((await shipTo('qa')).release?.verdict?.verdict).toBe('PASS');
    expect(await refusal(['new', 'hello', '--environment', 'qa'])).toMatchObject({ code: 'FILE_EXISTS' });
  });
});
