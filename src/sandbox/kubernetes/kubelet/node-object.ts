import { availableParallelism, arch, release, totalmem } from 'node:os';
import type { Clock } from '../../../platform/clock.ts';
import type { KubernetesObject, ObjectStore } from '../store/object-store.ts';
import { timestamp } from '../store/prepare-removal.ts';

const HEARTBEAT_MS = 10_000;
const LEASE_SECONDS = 40;
const MOST_PODS = 110;
const KUBELET_VERSION = 'v1.35.0';
const LEASE_NAMESPACE = 'kube-node-lease';

export interface NodeIdentity {
  readonly name: string;
  readonly hostIp: string;
  readonly isolation: { readonly level: string; readonly reason?: string };
}

/** Writes the Node and keeps its Lease alive until stopped. */
export function announceNode(store: ObjectStore, clock: Clock, identity: NodeIdentity): () => void {
  writeNode(store, clock, identity);
  renewLease(store, clock, identity.name);
  const timer = setInterval(() => renewLease(store, clock, identity.name), HEARTBEAT_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function writeNode(store: ObjectStore, clock: Clock, identity: NodeIdentity): void {
  const { name, isolation } = identity;
  const architecture = arch() === 'x64' ? 'amd64' : arch();
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': architecture,
    'node-role.kubernetes.io/worker': '',
  };
  const annotations = {
    'lounge.io/isolation': isolation.level,
    ...(isolation.reason ? { 'lounge.io/isolation-reason': isolation.reason } : {}),
  };
  const known = store.get('Node', undefined, name);
  const metadata = { ...known?.metadata, name, labels: { ...known?.metadata.labels, ...labels }, annotations };
  const node: KubernetesObject = { apiVersion: 'v1', kind: 'Node', metadata, spec: known?.spec ?? {} };
  const written = known ? store.update(node) : store.create(node);
  store.updateStatus({ ...written, status: nodeStatus(clock, identity, architecture) });
}

function nodeStatus(clock: Clock, { name, hostIp, isolation }: NodeIdentity, architecture: string) {
  const capacity = {
    cpu: String(availableParallelism()),
    memory: `${Math.floor(totalmem() / 1024)}Ki`,
    pods: String(MOST_PODS),
  };
  const condition = conditionAt(timestamp(clock.now()));
  return {
    capacity,
    allocatable: capacity,
    conditions: [
      condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
      condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
      condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
      condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
    ],
    addresses: [
      { type: 'InternalIP', address: hostIp },
      { type: 'Hostname', address: name },
    ],
    daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
    nodeInfo: {
      machineID: '',
      systemUUID: '',
      bootID: '',
      kernelVersion: release(),
      osImage: `AI Lounge sandbox (${isolation.level} isolation)`,
      containerRuntimeVersion: 'containerd://2.1.0',
      kubeletVersion: KUBELET_VERSION,
      kubeProxyVersion: '',
      operatingSystem: 'linux',
      architecture,
    },
  };
}

function conditionAt(now: string) {
  return (type: string, status: string, reason: string, message: string) => ({
    type,
    status,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
    reason,
    message,
  });
}

function renewLease(store: ObjectStore, clock: Clock, name: string): void {
  const known = store.get('Lease', LEASE_NAMESPACE, name);
  const renewTime = new Date(clock.now()).toISOString().replace('Z', '000Z');
  const spec = { holderIdentity: name, leaseDurationSeconds: LEASE_SECONDS, renewTime };
  if (known) store.update({ ...known, spec });
  else
    store.create({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name, namespace: LEASE_NAMESPACE },
      spec,
    });
}
