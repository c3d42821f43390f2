import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOperation } from '../../src/operations/check/operation.ts';
import { newOperation } from '../../src/operations/new/operation.ts';
import { ShipOutput } from '../../src/operations/ship/operation.ts';
import { statusOperation } from '../../src/operations/status/operation.ts';
import { JourneyWorld } from '../journey-world.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
/** Nothing listens there. */
const NOWHERE = '127.0.0.1:1/library';

let world: JourneyWorld;
beforeAll(async () => {
  world = await JourneyWorld.make();
  const settings = (await world.read('lounge.yaml')).trimEnd();
  await world.commit(
    { 'lounge.yaml': `${settings}\n  allowedRegistries: [docker.io/library, '${NOWHERE}']\n` },
    'chore: registries',
  );
  await world.git(['push', '--quiet', 'origin', 'main']);
});
afterAll(async () => await world[Symbol.asyncDispose]());

async function refusal(args: readonly string[]) {
  return (await world.lounge([...args, '--json'])).error();
}

async function findings() {
  return (await world.lounge(['check', '--json'])).json(checkOperation.output).findings;
}

async function ship(service: string, exitCode = 0) {
  const result = await world.done(['ship', service, '--json'], exitCode);
  return { ...result.json(ShipOutput), stderr: result.stderr };
}

describe('images of others', () => {
  it.each([
    ['quay.io/other/thing:1', 'IMAGE_NOT_ALLOWED'],
    ['not an image', 'IMAGE_REFERENCE'],
    ['docker.io/library/unknown', 'IMAGE_REFERENCE'],
    [`postgres@${DIGEST}`, 'IMAGE_REFERENCE'],
    [`${NOWHERE}/postgres:17`, 'IMAGE_UNRESOLVED'],
  ])('%s is refused, and nothing is written', async (image, code) => {
    expect(await refusal(['new', 'db', '--image', image])).toMatchObject({ code });
    expect(await world.git(['status', '--porcelain'])).toBe('');
  });

  it.each(['postgres:17', 'redis:7', 'nginx:1.28'])('%s, pinned by digest, passes the policy', async (image) => {
    const [preset = ''] = image.split(':');
    const made = (await world.done(['new', `my-${preset}`, '--image', `${image}@${DIGEST}`, '--json'])).json(
      newOperation.output,
    );
    expect(made).toMatchObject({ image: `docker.io/library/${image}@${DIGEST}`, preset });
    expect(made.missingVariables).toEqual(preset === 'nginx' ? [] : [`MY_${preset.toUpperCase()}_PASSWORD`]);
    expect(await findings()).toEqual([]);
    const spec = await world.read(`apps/my-${preset}/service.yaml`);
    expect(spec).toContain(`image: docker.io/library/${image}@${DIGEST}`);
  });

  it('a missing secret is told before anything is pushed', async () => {
    const before = await world.git(['ls-remote', 'origin', 'main']);
    expect(await refusal(['ship', 'my-redis'])).toMatchObject({ code: 'ENV_MISSING' });
    expect(await world.git(['ls-remote', 'origin', 'main'])).toBe(before);
  });

  it('an image of the sandbox’s registry is rehearsed, released, judged, updated and rolled back without a build', async () => {
    const first = (await ship('hello')).image ?? '';
    const image = first.split('@')[0] ?? '';
    const made = (await world.done(['new', 'copy', '--image', image, '--port', '8080', '--json'])).json(
      newOperation.output,
    );
    expect(made.image).toBe(first);
    const shipped = await ship('copy');
    expect(shipped).toMatchObject({ image: first, release: { verdict: { verdict: 'PASS' }, image: first } });
    expect(shipped.stderr).toMatch(/✓ rehearse +PASS/);
    expect(shipped.stderr).not.toMatch(/✓ (build|push) /);
    expect(await world.tags('copy')).toEqual([]);

    await world.edit('app-of-apps/overlays/copy/base/deployment.yaml', 'memory: 64Mi', 'memory: 65Mi');
    const again = await ship('copy');
    expect(again.release?.verdict?.verdict).toBe('PASS');
    expect((await world.releases('copy')).map(({ id }) => id)).toEqual([again.release?.id, shipped.release?.id]);
    await world.done(['verify', 'copy', '--receipts']);
    await world.done(['rollback', 'copy']);
    const { services } = (await world.done(['status', 'copy', '--json'])).json(statusOperation.output);
    expect(services[0]).toMatchObject({ release: { rollbackOf: again.release?.id }, now: { state: 'good' } });
  });
});

const hardened = (indent: string) =>
  [
    'resources:',
    '  requests: { cpu: 50m, memory: 64Mi }',
    '  limits: { cpu: 500m, memory: 256Mi }',
    'securityContext:',
    '  allowPrivilegeEscalation: false',
    '  readOnlyRootFilesystem: true',
    '  capabilities: { drop: [ALL] }',
  ]
    .map((line) => `${indent}${line}\n`)
    .join('');

const podSpec = (indent: string, name: string, script: string, more = '') =>
  [
    'automountServiceAccountToken: false',
    ...(more === '' ? [] : [more]),
    'imagePullSecrets: [{ name: lounge-registry }]',
    'securityContext:',
    '  runAsNonRoot: true',
    '  runAsUser: 10001',
    '  seccompProfile: { type: RuntimeDefault }',
    'containers:',
    `  - name: ${name}`,
    '    image: shop',
    `    command: [node, -e, ${JSON.stringify(script)}]`,
  ]
    .map((line) => `${indent}${line}\n`)
    .join('') + hardened(`${indent}    `);

const WORKER = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop-worker, labels: { app: shop-worker } }
spec:
  replicas: 1
  selector: { matchLabels: { app: shop-worker } }
  template:
    metadata: { labels: { app: shop-worker } }
    spec:
${podSpec('      ', 'worker', "process.on('SIGTERM', () => process.exit(0)); setInterval(() => console.log('work'), 2000)")}          readinessProbe: &probe { exec: { command: [node, -e, '0'] }, timeoutSeconds: 10 }
          livenessProbe: *probe
`;

const REPORT = `apiVersion: batch/v1
kind: CronJob
metadata: { name: shop-report, labels: { app: shop-report } }
spec:
  schedule: "0 3 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 1
      template:
        metadata: { labels: { app: shop-report } }
        spec:
${podSpec('          ', 'report', "console.log('report')", 'restartPolicy: Never')}`;

const migration = (script: string) => `apiVersion: batch/v1
kind: Job
metadata:
  name: shop-migrate
  labels: { app: shop-migrate }
  annotations:
    argocd.argoproj.io/hook: PreSync
    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation
spec:
  backoffLimit: 0
  activeDeadlineSeconds: 60
  template:
    metadata: { labels: { app: shop-migrate } }
    spec:
${podSpec('      ', 'migrate', script, 'restartPolicy: Never')}`;

/** Waits for the database, which is what makes a migration survive a first roll-out. */
const WAIT =
  "const dial = () => { const socket = require('net').connect(8080, 'copy'); socket.on('connect', () => { console.log('migrated'); process.exit(0); }); socket.on('error', () => setTimeout(dial, 300)); }; dial();";
const BASE = 'app-of-apps/overlays/shop/base';

describe('several workloads in one service', () => {
  it('a server, a worker, a CronJob, and a migration that waits for what the service needs', async () => {
    // Names are found where pods have a network of their own alone.
    const isolated = (await world.sandbox()).isolation === 'full';
    await world.done(['new', 'shop']);
    const kustomization = (await world.read(`${BASE}/kustomization.yaml`)).trimEnd();
    await world.commit({
      [`${BASE}/kustomization.yaml`]: `${kustomization}\n  - worker.yaml\n  - report.yaml\n  - migrate.yaml\n`,
      [`${BASE}/worker.yaml`]: WORKER,
      [`${BASE}/report.yaml`]: REPORT,
      [`${BASE}/migrate.yaml`]: migration(isolated ? WAIT : "console.log('migrated')"),
      'apps/shop/service.yaml': `${(await world.read('apps/shop/service.yaml')).trimEnd()}\nneeds: [copy]\n`,
    });
    expect(await findings()).toEqual([]);
    const { release, stderr } = await ship('shop');
    expect(release?.verdict?.verdict).toBe('PASS');
    expect(stderr).toMatch(/✓ rehearse +PASS/);
    const { services } = (await world.done(['status', 'shop', '--json'])).json(statusOperation.output);
    expect(services[0]?.now).toMatchObject({ state: 'good', problems: [] });
    expect(services[0]?.now.pods).toHaveLength(2);
  });

  it('a migration that fails is what the release fails by', async () => {
    await world.commit({ [`${BASE}/migrate.yaml`]: migration("console.error('no such table'); process.exit(1)") });
    const { code, message } = await refusal(['ship', 'shop']);
    expect({ code, message }).toMatchObject({
      code: 'REHEARSAL_FAILED',
      message: expect.stringContaining('JOB') as unknown,
    });
    await world.commit({ [`${BASE}/migrate.yaml`]: migration("console.log('migrated')") });
  });

  it('an overlay written by hand, with more replicas, is kept as it is', async () => {
    const overlay = 'app-of-apps/overlays/shop/overlays/production/kustomization.yaml';
    await world.edit(overlay, 'resources:\n', '# Ours.\nreplicas:\n  - { name: shop, count: 2 }\nresources:\n');
    expect(await findings()).toEqual([]);
    const { release } = await ship('shop');
    expect(release?.verdict?.verdict).toBe('PASS');
    expect(await world.read(overlay)).toContain('# Ours.\nreplicas:\n  - { name: shop, count: 2 }\n');
    const { services } = (await world.done(['status', 'shop', '--json'])).json(statusOperation.output);
    expect(services[0]?.now.pods).toHaveLength(3);
  });

  it('service.yaml and manifests that disagree are found', async () => {
    await world.edit(`${BASE}/service.yaml`, 'port: 80', 'port: 81');
    expect(await findings()).toMatchObject([{ rule: 'service-spec-mismatch', severity: 'warning' }]);
  });
});

describe('code that exists', () => {
  it('that would stop every release is refused before it is written; with its mend it is taken', async () => {
    const folder = join(world.folder, 'old');
    await mkdir(folder);
    const dockerfile = 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n';
    await writeFile(join(folder, 'Dockerfile'), dockerfile);
    await writeFile(join(folder, 'server.js'), "require('http').createServer((_, r) => r.end('ok')).listen(8080);\n");
    const refused = await refusal(['new', 'old', '--from', folder]);
    expect(refused.code).toBe('TAKE_IN_BLOCKED');
    expect(refused.message).toContain('runs as root');
    expect(await world.git(['status', '--porcelain'])).toBe('');
    await writeFile(join(folder, 'Dockerfile'), dockerfile.replace('CMD', 'USER node\nCMD'));
    await world.done(['new', 'old', '--from', folder]);
    expect((await findings()).filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
