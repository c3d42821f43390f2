import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packagedKubectl } from '../../../drivers/render/kustomize/packaged-kubectl.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';

const found = await packagedKubectl(join(tmpdir(), 'lounge-test-kubectl'));
if (!found) console.warn('SKIPPED: no kubectl for this platform, the API is not tried with it');
const program = found ?? '';

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "web:1", ports: [{containerPort: 80}], env: [{name: A, value: "1"}, {name: B, value: "2"}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
`;

describe.skipIf(!found)('with the real kubectl', () => {
  let api: TestApi;
  const kubectl = async (line: string, options?: { input?: string; fails?: boolean }): Promise<string> =>
    await api.kubectl(program, line.split(' '), options);

  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(async () => await api.stop());

  test('says what it is', async () => {
    expect(await kubectl('version')).toContain('Server Version: v1.35.0');
    expect(await kubectl('cluster-info')).toContain('control plane');
    expect(await kubectl('api-versions')).toContain('argoproj.io/v1alpha1');
    expect(await kubectl('api-resources --no-headers')).toMatch(/deployments +deploy +apps\/v1 +true +Deployment/);
    expect(await kubectl('auth can-i delete pods')).toContain('yes');
    expect(await kubectl('auth whoami -o jsonpath={.status.userInfo.username}')).toBe('admin');
    expect(await kubectl('get --raw /readyz')).toBe('ok');
    expect(await kubectl('get ns')).toMatch(/default +Active/);
  });

  test('applies, changes and removes by client-side apply', async () => {
    expect(await kubectl('apply -f -', { input: DEPLOYMENT })).toContain('deployment.apps/web created');
    expect(await kubectl('apply -f -', { input: DEPLOYMENT })).toContain('deployment.apps/web unchanged');
    const changed = DEPLOYMENT.replace('web:1', 'web:2').replace(', {name: B, value: "2"}', '');
    expect(await kubectl('apply -f -', { input: changed })).toContain('deployment.apps/web configured');
    const container = JSON.parse(await kubectl('get deploy web -o json')).spec.template.spec.containers[0];
    expect(container).toMatchObject({
      image: 'web:2',
      env: [{ name: 'A', value: '1' }],
      imagePullPolicy: 'IfNotPresent',
    });
    expect(await kubectl('get deploy -o wide')).toMatch(
      /NAME +READY +UP-TO-DATE +AVAILABLE +AGE +CONTAINERS +IMAGES +SELECTOR\nweb +0\/2 +0 +0 +\d+s +web +web:2 +app=web/,
    );
    expect(await kubectl('get svc web')).toMatch(/web +ClusterIP +10\.96\.\d+\.\d+ +<none> +80\/TCP/);
    expect(await kubectl('describe deploy web')).toContain('web:2');
  });

  test('refuses unknown fields and immutable ones in the words of Kubernetes', async () => {
    const typo = await kubectl('apply -f -', { input: DEPLOYMENT.replace('replicas', 'replicaz'), fails: true });
    expect(typo).toContain('strict decoding error: unknown field "spec.replicaz"');
    const moved = DEPLOYMENT.replace('matchLabels: {app: web}', 'matchLabels: {app: other}').replace(
      'metadata: {labels: {app: web}}',
      'metadata: {labels: {app: other}}',
    );
    expect(await kubectl('apply -f -', { input: moved, fails: true })).toMatch(
      /spec.selector: Invalid value: .*: field is immutable/,
    );
    expect(await kubectl('get deploy none', { fails: true })).toContain(
      'Error from server (NotFound): deployments.apps "none" not found',
    );
  });

  test('applies on the server, keeps owners and tells conflicts', async () => {
    const map = (value: string): string =>
      `{apiVersion: v1, kind: ConfigMap, metadata: {name: shared}, data: {a: "${value}"}}`;
    expect(await kubectl('apply --server-side -f -', { input: map('1') })).toContain('serverside-applied');
    const refused = await kubectl('apply --server-side --field-manager=other -f -', { input: map('2'), fails: true });
    expect(refused).toContain('Apply failed with 1 conflict: conflict with "kubectl": .data.a');
    await kubectl('apply --server-side --field-manager=other --force-conflicts -f -', { input: map('2') });
    expect(await kubectl('get cm shared -o jsonpath={.data.a}')).toBe('2');
    const version = await kubectl('get cm shared -o jsonpath={.metadata.resourceVersion}');
    await kubectl('apply --server-side --field-manager=other -f -', { input: map('2') });
    expect(await kubectl('get cm shared -o jsonpath={.metadata.resourceVersion}')).toBe(version);
  });

  test('scales, restarts, pauses, labels, sets images, patches', async () => {
    await kubectl('scale deploy web --replicas=5');
    await kubectl('rollout restart deploy web');
    await kubectl('rollout pause deploy web');
    await kubectl('label deploy web tier=front');
    await kubectl('set image deploy/web web=web:3');
    await api.kubectl(
      program,
      ['patch', 'deploy', 'web', '--type=json', '-p', '[{"op":"replace","path":"/spec/minReadySeconds","value":3}]'],
      { fails: true },
    );
    await api.kubectl(program, ['patch', 'deploy', 'web', '--type=merge', '-p', '{"spec":{"minReadySeconds":3}}']);
    const { spec, metadata } = JSON.parse(await kubectl('get deploy web -o json'));
    expect(spec).toMatchObject({ replicas: 5, paused: true, minReadySeconds: 3 });
    expect(spec.template.spec.containers[0].image).toBe('web:3');
    expect(spec.template.metadata.annotations).toHaveProperty(['kubectl.kubernetes.io/restartedAt']);
    expect(metadata.labels.tier).toBe('front');
    expect(await kubectl('get deploy -l tier=front -o name')).toBe('deployment.apps/web\n');
    expect(await kubectl('get deploy --field-selector metadata.name=web -A --no-headers')).toMatch(/^default +web/);
  });

  test('creates what kubectl sends as protobuf', async () => {
    await kubectl('create namespace shop');
    await kubectl('create deployment api -n shop --image=api:1 --replicas=0 --port=8080');
    await kubectl('create secret generic login -n shop --from-literal=user=me');
    await kubectl('create configmap settings -n shop --from-literal=a=b');
    await kubectl('create job once -n shop --image=once:1');
    await kubectl('create cronjob nightly -n shop --image=n:1 --schedule=@daily');
    await kubectl('create quota few -n shop --hard=pods=1');
    const { spec } = JSON.parse(await kubectl('get deploy api -n shop -o json'));
    expect(spec).toMatchObject({
      replicas: 0,
      template: { spec: { containers: [{ ports: [{ containerPort: 8080, protocol: 'TCP' }] }] } },
    });
    expect(await kubectl('get secret login -n shop -o jsonpath={.data.user}')).toBe('bWU=');
    await kubectl('run first -n shop --image=a:1');
    expect(await kubectl('run second -n shop --image=a:1', { fails: true })).toContain(
      'pods "second" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1',
    );
    expect(await kubectl('get pods -n shop -o wide --no-headers')).toMatch(
      /first +0\/1 +Pending +0 +\d+s +<none> +<none> +<none> +<none>/,
    );
    expect(await kubectl('get job,cronjob -n shop --no-headers')).toMatch(/job.batch\/once +Running +0\/1/);
  });

  test('deletes and waits, waits for conditions, follows logs', async () => {
    expect(await kubectl('logs first -n shop --tail=3 -c first')).toContain(
      'shop/first {"follow":false,"previous":false,"timestamps":false,"container":"first","tailLines":3}',
    );
    expect(await kubectl('logs -f first -n shop')).toContain('more');
    expect(await kubectl('delete pod first -n shop')).toContain('deleted');
    const waiting = kubectl('wait deploy/api -n shop --for=condition=Available --timeout=10s');
    const deployment = api.store.get('Deployment', 'shop', 'api');
    if (deployment) {
      const conditions = [{ type: 'Available', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }];
      api.store.updateStatus({ ...deployment, status: { observedGeneration: 1, conditions } });
    }
    expect(await waiting).toContain('condition met');
    expect(await kubectl('rollout status deploy/api -n shop --timeout=5s')).toContain('successfully rolled out');
    expect(await kubectl('delete deploy api -n shop')).toContain('deleted');
    expect(await kubectl('exec x -n shop -- ls', { fails: true })).toMatch(/not found|does not offer/);
  });

  test('explains, diffs, dry-runs and shows events', async () => {
    expect(await kubectl('explain deploy.spec.replicas')).toContain('FIELD: replicas <integer>');
    expect(
      await kubectl('diff -f -', { input: DEPLOYMENT.replace('replicas: 2', 'replicas: 3'), fails: true }),
    ).toMatch(/^\+ +replicas: 3$/m);
    expect(await kubectl('create cm ghost --from-literal=a=b --dry-run=server')).toContain('created (server dry run)');
    expect(api.store.get('ConfigMap', 'default', 'ghost')).toBeUndefined();
    api.store.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { generateName: 'web.', namespace: 'default', name: '' },
      involvedObject: {
        kind: 'Deployment',
        namespace: 'default',
        name: 'web',
        uid: api.store.get('Deployment', 'default', 'web')?.metadata.uid,
      },
      reason: 'ScalingReplicaSet',
      message: 'Scaled up',
      type: 'Normal',
      count: 1,
      lastTimestamp: new Date().toISOString(),
      firstTimestamp: new Date().toISOString(),
    });
    expect(await kubectl('get events')).toMatch(
      /LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n\d+s +Normal +ScalingReplicaSet +deployment\/web +Scaled up/,
    );
    expect(await kubectl('describe deploy web')).toContain('Scaled up');
    expect(await kubectl('events')).toContain('Scaled up');
  });
});
