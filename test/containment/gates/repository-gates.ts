import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Finding } from '../../../src/domain/finding.ts';
import { createKustomizeRenderer } from '../../../src/drivers/render/kustomize/create-kustomize-renderer.ts';
import { createRenders } from '../../../src/drivers/render/at-commit/create-renders.ts';
import { createGitRepository } from '../../../src/drivers/repository/git/create-git-repository.ts';
import { evaluatePolicy } from '../../../src/engine/policy/evaluate-policy.ts';
import { policySnapshot } from '../../../src/operations/check/policy-snapshot.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { exec } from '../../../src/platform/exec.ts';
import { createGate } from '../../../src/sandbox/git/gate-process.ts';
import { gitEnvironment } from '../../../src/sandbox/git/git-environment.ts';
import { createGitServer } from '../../../src/sandbox/git/git-server.ts';
import { gitTestEnvironment } from '../../temporary-repository.ts';
import { attackedLounge, type AttackedLounge } from '../attacked-lounge.ts';

type Files = Readonly<Record<string, string | undefined>>;

/** A clone of the attacked lounge and its real git remote, whose pre-receive hook is the product's own. */
export interface RepositoryGates {
  readonly lounge: AttackedLounge;
  /** Errors of `lounge check` on a commit of these changes. */
  check(files: Files): Promise<readonly Finding[]>;
  /** What the remote says to a push of them; `accepted` tells whether it took it (and then has lost it again). */
  push(files: Files): Promise<{ readonly accepted: boolean; readonly said: string }>;
  close(): Promise<void>;
}

export async function openRepositoryGates(): Promise<RepositoryGates> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'containment-')));
  const root = join(folder, 'clone');
  await mkdir(root);
  const gate = createGate({
    command: [process.execPath, join(import.meta.dirname, '../../../src/gate.ts'), root],
    folder,
    environment: { ...gitEnvironment(folder), PATH: process.env['PATH'] ?? '' },
  });
  let isJudging = false;
  const server = createGitServer({
    folder: join(folder, 'git'),
    users: [{ user: 'somebody', password: 'secret-word' }],
    judge: async (push) => (isJudging ? await gate.judge(push) : { accepted: true, lines: [] }),
  });
  await server.ensureRepository('attacked');
  const { url } = await server.listen(0);
  const lounge = attackedLounge(`${url}/attacked.git`);
  const git = gitIn(root);
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', lounge.config.repository.url.replace('//', '//somebody:secret-word@'));
  const first = await commit(root, Object.fromEntries(lounge.files));
  await git('push', '--quiet', 'origin', 'HEAD:main');
  isJudging = true;
  const attempt = async <T>(files: Files, use: (commitId: string) => Promise<T>): Promise<T> => {
    const made = await commit(root, files);
    try {
      return await use(made);
    } finally {
      await git('reset', '--quiet', '--hard', first);
    }
  };
  return {
    lounge,
    check: async (files) => await attempt(files, async (made) => await errorsOf(lounge, root, first, made)),
    push: async (files) =>
      await attempt(files, async (made) => {
        const result = await exec('git', ['push', 'origin', `${made}:main`], { cwd: root, env: gitTestEnvironment });
        const accepted = result.exitCode === 0;
        if (accepted) {
          isJudging = false;
          await git('push', '--quiet', '--force', 'origin', `${first}:main`);
          isJudging = true;
        }
        return { accepted, said: result.stderr };
      }),
    close: async () => {
      await server.close();
      await gate.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function gitIn(cwd: string) {
  return async (...args: string[]): Promise<string> => {
    const result = await exec('git', args, { cwd, env: gitTestEnvironment });
    if (result.exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`);
    return result.stdout.trim();
  };
}

async function commit(root: string, files: Files): Promise<string> {
  const git = gitIn(root);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await (text === undefined ? rm(join(root, path)) : writeFile(join(root, path), text));
  }
  await git('add', '--all');
  await git('commit', '--quiet', '-m', 'feat: a change');
  return await git('rev-parse', 'HEAD');
}

async function errorsOf(
  lounge: AttackedLounge,
  root: string,
  since: string,
  made: string,
): Promise<readonly Finding[]> {
  const repository = createGitRepository({ root, branch: 'main', clock: systemClock });
  const renderer = createKustomizeRenderer({ cacheFolder: join(tmpdir(), 'lounge-test-kubectl') });
  const snapshot = await policySnapshot({
    repository,
    renders: createRenders({ repository, renderer, scopeOf: () => undefined }),
    config: lounge.config,
    commit: made,
    since,
    environmentValues: new Map(),
    actor: { name: 'somebody', role: 'developer' },
  });
  const { findings } = evaluatePolicy(snapshot, { language: 'en', at: Date.now() });
  return findings.filter(({ severity }) => severity === 'error');
}
