import type { Attack } from '../attack.ts';
import { podAttack, podWriteAttack, type Manifest } from '../build-attack.ts';

const ACCESS = 'workload-host-access';
const SHARED = /do not share namespaces of the node/;
const CERTIFICATE = { signerName: 'example.com/signer', keyType: 'ED25519', credentialBundlePath: 'bundle' };
const FOREIGN = `evil.example.com/x:v1@sha256:${'b'.repeat(64)}`;

/** An init container beside the service's own: without ports and probes, which it cannot have. */
const first = ({ containers: [{ resources, securityContext }] }: Manifest, image: string): Manifest => ({
  name: 'first',
  image,
  resources,
  securityContext,
});

export const podAttacks: readonly Attack[] = [
  podAttack({
    id: 'pod-host-path',
    title: 'a volume of type hostPath',
    change: (pod) => pod.volumes.push({ name: 'host', hostPath: { path: '/' } }),
    stoppedBy: { rule: ACCESS, admission: /hostPath/ },
  }),
  podAttack({
    id: 'pod-nfs',
    title: 'a volume of type nfs',
    change: (pod) => pod.volumes.push({ name: 'host', nfs: { server: '10.0.0.1', path: '/' } }),
    stoppedBy: { rule: ACCESS, admission: /nfs/ },
  }),
  podAttack({
    id: 'pod-image-volume',
    title: 'a volume that is an image from anywhere',
    change: (pod) => pod.volumes.push({ name: 'image', image: { reference: FOREIGN } }),
    stoppedBy: { rule: ACCESS, admission: /brings an image along/ },
  }),
  ...['hostNetwork', 'hostPID', 'hostIPC'].map((field) =>
    podAttack({
      id: `pod-${field.toLowerCase()}`,
      title: `\`${field}: true\``,
      change: (pod) => {
        pod[field] = true;
      },
      stoppedBy: { rule: ACCESS, admission: SHARED },
    }),
  ),
  podAttack({
    id: 'pod-priority',
    title: 'the priority class of the system, which drives the pods of others off the node',
    change: (pod) => {
      pod.priorityClassName = 'system-cluster-critical';
    },
    stoppedBy: { rule: ACCESS, admission: /drives the pods of others off/ },
  }),
  podAttack({
    id: 'pod-host-port',
    title: 'a hostPort',
    change: (pod) => {
      pod.containers[0].ports[0].hostPort = 8080;
    },
    stoppedBy: { rule: ACCESS, admission: /takes a port of the node/ },
  }),
  podAttack({
    id: 'pod-privileged',
    title: 'a privileged container',
    change: (pod) => {
      pod.containers[0].securityContext = { privileged: true };
    },
    stoppedBy: { rule: 'workload-privilege-escalation', admission: /root on the node/ },
  }),
  podAttack({
    id: 'pod-privileged-init',
    title: 'a privileged init container',
    change: (pod, { image }) => {
      pod.initContainers = [{ ...first(pod, image), securityContext: { privileged: true } }];
    },
    stoppedBy: { rule: 'workload-privilege-escalation', admission: /root on the node/ },
  }),
  podAttack({
    id: 'pod-capability',
    title: 'an added capability',
    change: (pod) => {
      pod.containers[0].securityContext.capabilities.add = ['SYS_ADMIN'];
    },
    stoppedBy: { rule: 'workload-capabilities', admission: /Of the capabilities only NET_BIND_SERVICE/ },
  }),
  podAttack({
    id: 'pod-image-registry',
    title: 'an image from an unlisted registry',
    change: (pod) => {
      pod.containers[0].image = FOREIGN;
    },
    stoppedBy: { rule: 'image-repository-path', admission: /Images come from registry.example.com\/ai-lounge/ },
  }),
  podAttack({
    id: 'pod-image-registry-init',
    title: 'an init container whose image is from an unlisted registry',
    change: (pod) => {
      pod.initContainers = [first(pod, FOREIGN)];
    },
    stoppedBy: { rule: 'image-repository-path', admission: /Images come from registry.example.com\/ai-lounge/ },
  }),
  podAttack({
    id: 'pod-image-docker-hub',
    title: 'an image of somebody on Docker Hub, named without its registry',
    change: (pod) => {
      pod.containers[0].image = `somebody/miner:v1@sha256:${'b'.repeat(64)}`;
    },
    stoppedBy: { rule: 'image-repository-path', admission: /Images come from registry.example.com\/ai-lounge/ },
  }),
  podAttack({
    id: 'pod-image-digest',
    title: "an image of the lounge's own without a digest",
    change: (pod, { image }) => {
      [pod.containers[0].image] = image.split('@');
    },
    stoppedBy: { rule: 'image-digest-pinned', admission: /An image without a digest/ },
  }),
  podAttack({
    id: 'pod-image-digest-others',
    title: 'an image of others, from a listed registry, without a digest',
    change: (pod) => {
      pod.initContainers = [first(pod, 'redis:8.0.1')];
    },
    stoppedBy: { rule: 'image-digest-pinned', admission: /An image without a digest/ },
  }),
  podAttack({
    id: 'pod-token',
    title: 'the token of the ServiceAccount, mounted by default',
    change: (pod) => {
      delete pod.automountServiceAccountToken;
    },
    stoppedBy: { rule: 'workload-service-account-token', admission: /gets no token/ },
  }),
  podAttack({
    id: 'pod-token-projected',
    title: 'the token of the ServiceAccount, in a projected volume',
    change: (pod) =>
      pod.volumes.push({ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }),
    stoppedBy: { rule: 'workload-service-account-token', admission: /gets no token/ },
  }),
  {
    ...podAttack({
      id: 'pod-certificate',
      title: 'a certificate for the API server, in a projected volume',
      change: (pod) => pod.volumes.push({ name: 'key', projected: { sources: [{ podCertificate: CERTIFICATE }] } }),
      stoppedBy: { rule: 'workload-service-account-token' },
    }),
    // Most API servers drop the field before admission sees it.
    write: undefined,
  },
  podWriteAttack({
    id: 'pod-alone',
    title: 'a pod of its own, privileged, past every workload',
    change: (pod) => {
      pod.containers[0].securityContext = { privileged: true };
    },
    stoppedBy: { admission: /root on the node|violates PodSecurity/ },
  }),
  podWriteAttack({
    id: 'quota-container',
    title: 'a container above the limit of one container',
    change: (pod) => {
      pod.containers[0].resources.limits.cpu = '1500m';
    },
    stoppedBy: { rule: 'resources-above-quota', admission: /maximum cpu usage per Container is 1, but limit is 1500m/ },
  }),
  podWriteAttack({
    id: 'quota-namespace',
    title: 'a workload above the quota of the namespace',
    change: (pod) => {
      pod.containers[0].resources.limits.memory = '3Gi';
    },
    stoppedBy: { rule: 'resources-above-quota', admission: /exceeded quota: lounge, requested: .*limits.memory=3Gi/ },
  }),
];
