import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import { imageName } from '../../layout.ts';
import { engineNamespaces, environmentsOn } from '../engine-namespaces.ts';
import type { AdmissionPolicy } from './admission-policy.ts';
import { celList, celText } from './cel-text.ts';

const WRITES = ['CREATE', 'UPDATE'] as const;
const VOLUMES = [
  'name',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** What may run in the namespaces of a lounge, asked of the workload (so that the sync says it) and of each pod. */
export function guardWorkloads(config: LoungeConfig, engine: string): AdmissionPolicy {
  return {
    about: 'workloads',
    namespaces: engineNamespaces(config, engine),
    rules: [
      {
        apiGroups: [''],
        resources: ['pods', 'pods/ephemeralcontainers', 'replicationcontrollers'],
        operations: WRITES,
      },
      {
        apiGroups: ['apps'],
        resources: ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
        operations: WRITES,
      },
      { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], operations: WRITES },
    ],
    // A change of something else, as of the finalizers, is let through for what was there before this policy.
    conditions: [
      { name: 'changes', expression: `oldObject == null || ${podSpec('object')} != ${podSpec('oldObject')}` },
    ],
    variables: [
      { name: 'pod', expression: podSpec('object') },
      {
        name: 'containers',
        expression:
          'variables.pod.containers + variables.pod.?initContainers.orValue([]) + variables.pod.?ephemeralContainers.orValue([])',
      },
      { name: 'volumes', expression: 'variables.pod.?volumes.orValue([])' },
      {
        name: 'images',
        expression: `variables.containers.map(container, ${fullImageName("container.?image.orValue('')")})`,
      },
    ],
    checks: [...hostChecks(), ...privilegeChecks(), ...imageChecks(config, engine), tokenCheck()],
  };
}

function podSpec(of: string): string {
  return `(request.resource.resource == 'pods' ? dyn(${of}).spec : request.resource.resource == 'cronjobs' ? dyn(${of}).spec.jobTemplate.spec.template.spec : dyn(${of}).spec.template.spec)`;
}

/** `nginx` is docker.io/library/nginx, `a/b` is docker.io/a/b. */
function fullImageName(image: string): string {
  const host = `${image}.split('/')[0]`;
  return `!${image}.contains('/') ? 'docker.io/library/' + ${image} : ${host}.contains('.') || ${host}.contains(':') || ${host} == 'localhost' ? ${image} : 'docker.io/' + ${image}`;
}

function hostChecks(): AdmissionPolicy['checks'] {
  return [
    {
      expression: ['hostNetwork', 'hostPID', 'hostIPC']
        .map((field) => `!variables.pod.?${field}.orValue(false)`)
        .join(' && '),
      message: 'Pods of a lounge do not share namespaces of the node. Take hostNetwork, hostPID and hostIPC out.',
    },
    {
      expression: `variables.volumes.all(volume, dyn(volume).all(key, key in ${celList(VOLUMES)}))`,
      message:
        'A volume of this type reaches the node or the network, or brings an image along (hostPath, nfs, image, …). Use a persistentVolumeClaim or an emptyDir.',
    },
    {
      expression:
        'variables.containers.all(container, container.?ports.orValue([]).all(port, port.?hostPort.orValue(0) == 0))',
      message: 'A hostPort takes a port of the node. Take it out: the Service routes to containerPort.',
    },
  ];
}

function privilegeChecks(): AdmissionPolicy['checks'] {
  return [
    {
      expression: `!variables.pod.?priorityClassName.orValue('').startsWith('system-')`,
      message: 'A pod of this priority class drives the pods of others off the node. Take priorityClassName out.',
    },
    {
      expression: 'variables.containers.all(container, !container.?securityContext.?privileged.orValue(false))',
      message: 'A privileged container is root on the node. Take securityContext.privileged out.',
    },
    {
      expression: `variables.containers.all(container, container.?securityContext.?capabilities.?add.orValue([]).all(capability, capability == 'NET_BIND_SERVICE'))`,
      message: 'Of the capabilities only NET_BIND_SERVICE may be added. Take the others out.',
    },
  ];
}

function imageChecks(config: LoungeConfig, engine: string): AdmissionPolicy['checks'] {
  const [environment] = environmentsOn(config, engine);
  const own = imageName(config, '', environment);
  const others = config.policy.allowedRegistries.map((allowed) => allowed.replace(/\/$/, ''));
  const repositories = others.filter((allowed) => allowed.includes('/'));
  const listed = [
    `${celList([own, ...others.map((allowed) => `${allowed}/`)])}.exists(place, image.startsWith(place))`,
    ...repositories.flatMap((name) => [':', '@'].map((mark) => `image.startsWith(${celText(name + mark)})`)),
  ].join(' || ');
  return [
    {
      expression: `variables.images.all(image, ${listed})`,
      message: `Images come from ${[own, ...others].join(', ')}. Push the image there, or have a person add its registry to policy.allowedRegistries of lounge.yaml.`,
    },
    {
      expression: `variables.images.all(image, image.matches('@sha256:[0-9a-f]{64}$'))`,
      message:
        'An image without a digest can be another one tomorrow. lounge ship pins it; by hand: <name>:<tag>@sha256:<digest>.',
    },
  ];
}

function tokenCheck(): AdmissionPolicy['checks'][number] {
  const projected =
    'volume.?projected.?sources.orValue([]).all(source, !has(source.serviceAccountToken) && !has(source.podCertificate))';
  return {
    expression: `!variables.pod.?automountServiceAccountToken.orValue(true) && variables.volumes.all(volume, ${projected})`,
    message: 'A service does not speak to the cluster, so it gets no token. Write automountServiceAccountToken: false.',
  };
}
