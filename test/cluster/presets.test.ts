import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exec } from '../../src/platform/exec.ts';
import { newOperation } from '../../src/operations/new/operation.ts';
import { writeValues } from '../cluster-path/cluster-world.ts';
import { NAMESPACE, type FidelityLounge } from '../fidelity/fidelity-lounge.ts';
import { openClusterLounge } from '../fidelity/open-cluster-lounge.ts';
import { clusterUnderTest, type ClusterUnderTest } from './harness/cluster-under-test.ts';
import { presetImages, pushPresetImage } from './presets/preset-images.ts';

/**
 * The presets with the real programs: Debian's builds of them, not the official images, which differ in version and in what the preset
 * does not rely on. Everything else is as `lounge new --image` writes it.
 */
const found = await clusterUnderTest();
const reason = typeof found === 'string' ? found : await whatIsMissing(found);
if (reason !== '') console.warn(`SKIPPED, the presets on a real cluster: ${reason}`);

async function whatIsMissing({ processes }: ClusterUnderTest): Promise<string> {
  if (processes === undefined) return 'the registry and the volumes of this test are on this machine';
  for (const program of ['apt-get', 'dpkg-deb', 'docker-registry'])
    if ((await exec(program, ['--version'], { cwd: '/' })).exitCode === 127) return `there is no ${program}`;
  return process.getuid?.() === 0 ? '' : 'only root makes volumes of other owners';
}

const PASSWORDS = { DB_PASSWORD: 'a password with $igns', CACHE_PASSWORD: 'another-one' };
/** Of no class, as the rig has none: somebody made them by hand. */
const VOLUMES = [
  { name: 'preset-db', storage: '5Gi' },
  { name: 'preset-cache', storage: '1Gi' },
];

const SERVICES = [
  ['web', 'nginx'],
  ['cache', 'redis'],
  ['db', 'postgres'],
] as const;

describe.skipIf(reason !== '')('the presets, with Debian’s build of the program', () => {
  const cluster = found as ClusterUnderTest;
  let lounge: FidelityLounge;
  let folder = '';
  let images: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lounge-volumes-'));
    lounge = await openClusterLounge(cluster);
    const { world, registry } = lounge;
    const pushed = await Promise.all(
      presetImages.map(async (image) => [image.name, await pushPresetImage(image, registry)]),
    );
    images = Object.fromEntries(pushed) as Record<string, string>;
    await world.setPolicy({ allowedRegistries: `['${registry.url}/mirror']` });
    await world.done(['bootstrap']);
    await writeValues(world, PASSWORDS);
    await makeVolumes();
    for (const [service, preset] of SERVICES) await make(service, preset);
    await world.done(['check']);
  });

  afterAll(async () => {
    await lounge?.[Symbol.asyncDispose]();
    for (const { name } of VOLUMES) await cluster.kubectl(['delete', 'pv', name, '--ignore-not-found', '--wait=false']);
    await rm(folder, { recursive: true, force: true });
  });

  async function make(service: string, preset: string): Promise<void> {
    const made = await lounge.world.done(['new', service, '--image', images[preset] ?? '', '--json']);
    expect(made.json(newOperation.output)).toMatchObject({ preset, missingVariables: [] });
  }

  /** In the container that runs. */
  const inside = async (workload: string, ...command: string[]) =>
    await cluster.kubectl(['exec', '-n', NAMESPACE, workload, '--', ...command]);

  /** User, and whether the root can be written to. */
  const guards = async (workload: string) =>
    await inside(workload, 'sh', '-c', 'id -u; id -g; (: > /written) 2>&1 || echo read-only');

  const volume = (name: string, storage: string, node: string) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      local: { path: join(folder, name) },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] },
          ],
        },
      },
    },
  });

  /** Another pod with the same volume. */
  async function anew(pod: string): Promise<void> {
    await cluster.kubectl(['delete', 'pod', '-n', NAMESPACE, pod]);
    await cluster.kubectl(['wait', '-n', NAMESPACE, '--for=condition=Ready', `pod/${pod}`, '--timeout=60s']);
  }

  async function makeVolumes(): Promise<void> {
    const node = (await cluster.kubectl(['get', 'nodes', '-o', 'jsonpath={.items[0].metadata.name}'])).trim();
    for (const { name, storage } of VOLUMES) {
      await mkdir(join(folder, name));
      await cluster.kubectl(['create', '-f', '-'], volume(name, storage, node));
    }
  }

  it('every one is released and passes, all at once', async () => {
    const releases = await Promise.all(SERVICES.map(async ([service]) => await lounge.world.ship(service)));
    expect(releases.map(({ release }) => release?.verdict?.verdict)).toEqual(SERVICES.map(() => 'PASS'));
  });

  it('nginx serves', async () => {
    expect(await guards('deploy/web')).toMatch(/^101\n101\n.*\nread-only\n/);
    const path = `/api/v1/namespaces/${NAMESPACE}/services/web:80/proxy/`;
    expect(await cluster.kubectl(['get', '--raw', path])).toContain('It works.');
  });

  it('redis keeps what it was given, for whoever has the password', async () => {
    expect(await guards('cache-0')).toMatch(/^999\n999\n.*\nread-only\n/);
    const ask = async (words: string) =>
      await inside('cache-0', 'sh', '-c', `REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli ${words}`);
    expect(await inside('cache-0', 'redis-cli', 'get', 'a')).toContain('NOAUTH');
    expect(await ask('set a kept')).toBe('OK\n');
    await anew('cache-0');
    expect(await ask('get a')).toBe('kept\n');
  });

  it('postgres makes its database at the first start, and keeps it', async () => {
    expect(await guards('db-0')).toMatch(/^999\n999\n.*\nread-only\n/);
    const ask = async (sql: string) => {
      const line = `PGPASSWORD="$POSTGRES_PASSWORD" psql -h db.${NAMESPACE}.svc -U postgres -d db -Atc "${sql}"`;
      return await inside('db-0', 'sh', '-c', line);
    };
    await ask('create table kept (value text); insert into kept values (1)');
    await anew('db-0');
    expect(await ask('select value from kept')).toBe('1\n');
    await expect(inside('db-0', 'psql', '-h', `db.${NAMESPACE}.svc`, '-U', 'postgres', '-wc', '')).rejects.toThrow(
      'no password supplied',
    );
  });

  // It waits for the deadline: `--all` alone.
  it.each(process.env['LOUNGE_CLUSTER_ALL'] === '1' ? ['redis'] : [])(
    '%s without a volume fails by the deadline, and the remedy is named',
    async (preset) => {
      await writeValues(lounge.world, { QUEUE_PASSWORD: 'a-third-one' });
      await make('queue', preset);
      const { release } = await lounge.world.ship('queue', 1);
      expect(release?.verdict).toMatchObject({
        reason: 'UNSCHEDULABLE',
        message: expect.stringContaining('unbound immediate PersistentVolumeClaims'),
        next: expect.stringContaining('StorageClass'),
      });
    },
  );
});
