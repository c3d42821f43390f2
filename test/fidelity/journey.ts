import { hookJob } from '../hook-job.ts';
import { baseOn, DOCKERFILE } from './base-on.ts';
import type { FidelityLounge } from './fidelity-lounge.ts';
import type { JourneyWorld } from '../journey-world.ts';
import { pushBaseImage } from './push-base-image.ts';

/** One command of the journey, after a change of the lounge. */
export interface FidelityStep {
  readonly name: string;
  /** Committed (or pushed by hand) before the command. */
  readonly prepare?: (lounge: FidelityLounge) => Promise<void>;
  readonly command: readonly string[];
  /** `PASS VERIFIED`, or the code of the error, or nothing for commands without a verdict. */
  readonly says: string;
  /** Whether Argo CD is asked how the application is, once it rests. */
  readonly rests?: boolean;
}

const BASE = 'app-of-apps/overlays/hello/base';
const DEPLOYMENT = `${BASE}/deployment.yaml`;
const OVERLAY = 'app-of-apps/overlays/hello/overlays/production/kustomization.yaml';
const CHANGED = [DEPLOYMENT, DOCKERFILE, `${BASE}/kustomization.yaml`];

const JOB = hookJob('["/service", "migrate"]');

/** The files as the first release had them, then these changes; all in one commit. */
async function change(world: JourneyWorld, changes: Readonly<Record<string, readonly [string, string]>>, added = '') {
  await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
  const first = await world.git(['log', '--format=%H', '--reverse', '--grep=^Lounge-Release', '--max-count=1']);
  const good = first === '' ? 'HEAD' : (await releases(world))[0];
  for (const path of CHANGED) {
    const before = `${await world.git(['show', `${good}:${path}`])}\n`;
    const [from, to] = changes[path] ?? ['', ''];
    if (!before.includes(from)) throw new Error(`${path} has no ${from}`);
    await world.write(
      path,
      before.replace(from, () => to),
    );
  }
  if (added !== '') await world.write(`${BASE}/job.yaml`, added);
  await world.git(['add', '--all', 'apps', 'app-of-apps']);
  await world.git(['commit', '--quiet', '--allow-empty', '-m', 'feat: a change']);
}

/** Commits of releases, the oldest first. */
async function releases(world: JourneyWorld): Promise<readonly string[]> {
  const log = await world.git(['log', '--format=%H', '--reverse', '--grep=^Lounge-Release']);
  return log.split('\n').filter((line) => line !== '');
}

const behaving = (how: string) => ['BEHAVE=well', `BEHAVE=${how}`] as const;
const SHIP = ['ship', 'hello', '--json'];
const ROLLBACK = ['rollback', 'hello', '--json'];

/** What is done on both engines, and what must come of it on both. */
export const journey: readonly FidelityStep[] = [
  { name: 'new service', command: ['new', 'hello', '--template', 'go', '--json'], says: '' },
  {
    name: 'first release',
    prepare: async ({ world, registry }) => await baseOn(world, await pushBaseImage(registry)),
    command: SHIP,
    says: 'PASS VERIFIED',
    rests: true,
  },
  {
    name: 'a change',
    prepare: async ({ world }) => await change(world, { [DOCKERFILE]: behaving('better') }),
    command: SHIP,
    says: 'PASS VERIFIED',
    rests: true,
  },
  {
    name: 'crash in the soak',
    // The acceptance checks ask for / just before the soak begins, however slow the machine is.
    prepare: async ({ world }) => await change(world, { [DOCKERFILE]: behaving('crash-later') }),
    command: SHIP,
    says: 'FAIL SOAK',
  },
  { name: 'rollback of the crash', command: ROLLBACK, says: 'PASS VERIFIED', rests: true },
  {
    name: 'a Secret that is missing',
    prepare: async ({ world }) =>
      await change(world, {
        [DEPLOYMENT]: [
          '          env:\n',
          '          env:\n            - name: API_KEY\n              valueFrom: { secretKeyRef: { name: hello-absent, key: API_KEY } }\n',
        ],
      }),
    command: SHIP,
    says: 'FAIL CONFIG',
    rests: true,
  },
  // A rollback takes back the image, not the manifests that were committed before it.
  { name: 'rollback of the missing Secret', command: ROLLBACK, says: 'FAIL CONFIG' },
  {
    name: 'an image that does not exist, pushed by hand',
    prepare: async ({ world }) => {
      await change(world, {});
      const text = (await world.read(OVERLAY))
        .replace(/newTag: .*/, 'newTag: "v202001010000"')
        .replace(/digest: .*/, `digest: sha256:${'12'.repeat(32)}`);
      await world.commit({ [OVERLAY]: text }, 'deploy(hello): by hand');
      await world.git(['push', '--quiet', 'origin', 'main']);
    },
    command: ['verify', 'hello', '--json'],
    says: 'FAIL IMAGE_PULL',
    rests: true,
  },
  { name: 'rollback of the image', command: ROLLBACK, says: 'PASS VERIFIED', rests: true },
  {
    name: 'listening on another port',
    prepare: async ({ world }) => await change(world, { [DOCKERFILE]: behaving('another-port') }),
    command: SHIP,
    says: 'FAIL DEADLINE',
  },
  { name: 'rollback of the port', command: ROLLBACK, says: 'PASS VERIFIED', rests: true },
  {
    name: 'a Job that fails',
    prepare: async ({ world }) =>
      await change(
        world,
        {
          [`${BASE}/kustomization.yaml`]: ['  - service.yaml', '  - service.yaml\n  - job.yaml'],
        },
        JOB,
      ),
    command: SHIP,
    says: 'FAIL JOB',
  },
  {
    name: 'the Job is taken out again',
    prepare: async ({ world }) => {
      // Argo CD first tries the old revision twice more, with its pauses and those of the Job.
      await world.setPolicy({ deadlineSeconds: 120 });
      await change(world, {});
    },
    command: SHIP,
    says: 'PASS VERIFIED',
    rests: true,
  },
  {
    name: 'a Secret from .env',
    prepare: async ({ world }) => {
      await world.write('.env', `${await world.read('.env')}API_KEY=of-this-journey-alone\n`);
      const spec = await world.read('apps/hello/service.yaml');
      await world.commit({ 'apps/hello/service.yaml': `${spec}secrets:\n  hello-keys: [API_KEY]\n` });
    },
    command: ['secrets', 'apply', 'hello', '--json'],
    says: '',
  },
  { name: 'status', command: ['status', '--json'], says: '' },
  { name: 'history', command: ['history', 'hello', '--json'], says: '' },
  { name: 'logs', command: ['logs', 'hello', '--json'], says: '' },
  { name: 'state of the Secrets', command: ['secrets', 'status', 'hello', '--json'], says: '' },
  { name: 'doctor', command: ['doctor', '--json'], says: '' },
  { name: 'explain', command: ['explain', 'IMAGE_PULL', '--json'], says: '' },
  { name: 'ship of what is not there', command: ['ship', 'absent', '--json'], says: 'SERVICE_UNKNOWN' },
];
