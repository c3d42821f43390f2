import type { Admission, AdmissionRequest } from './admission.ts';
import { childOf, fieldsOf, listOf } from '../../resources/fields.ts';
import { fill } from './defaults/fill.ts';
import { fillPod } from './defaults/pod.ts';
import { fillService } from './defaults/service.ts';
import {
  fillCronJob,
  fillDaemonSet,
  fillDeployment,
  fillJob,
  fillReplicaSet,
  fillStatefulSet,
} from './defaults/workloads.ts';

/** One function a kind: what the real API server fills in. */
const defaultsOf = new Map<string, Admission>([
  ['CronJob', fillCronJob],
  ['DaemonSet', fillDaemonSet],
  ['Deployment', fillDeployment],
  ['Endpoints', fillEndpoints],
  ['EndpointSlice', fillEndpointSlice],
  ['Job', fillJob],
  ['LimitRange', fillLimitRange],
  ['Namespace', fillNamespace],
  ['PersistentVolumeClaim', fillClaim],
  ['Pod', fillPod],
  ['ReplicaSet', fillReplicaSet],
  ['Secret', fillSecret],
  ['Service', fillService],
  ['StatefulSet', fillStatefulSet],
]);

/** Fills in what is left out, as the real API server does. */
export function setDefaults(request: AdmissionRequest): void {
  if (request.operation === 'CREATE' || request.operation === 'UPDATE')
    defaultsOf.get(request.resource.kind)?.(request);
}

function fillNamespace({ operation, object }: AdmissionRequest): void {
  object.metadata.labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name };
  if (operation !== 'CREATE') return;
  object.spec = { finalizers: ['kubernetes'] };
  object.status = { phase: 'Active' };
}

function fillSecret({ object }: AdmissionRequest): void {
  const texts = fieldsOf(object.stringData);
  if (texts) {
    const data = childOf(object, 'data');
    for (const [key, value] of Object.entries(texts)) data[key] = Buffer.from(String(value)).toString('base64');
  }
  delete object.stringData;
  fill(object, { type: 'Opaque' });
}

function fillClaim({ operation, object }: AdmissionRequest): void {
  fill(childOf(object, 'spec'), { volumeMode: 'Filesystem' });
  if (operation === 'CREATE') object.status = { phase: 'Pending' };
}

function fillEndpoints({ object }: AdmissionRequest): void {
  for (const subset of listOf(object.subsets)) for (const port of listOf(subset.ports)) fill(port, { protocol: 'TCP' });
}

function fillEndpointSlice({ object }: AdmissionRequest): void {
  for (const port of listOf(object.ports)) {
    fill(port, { protocol: 'TCP' });
    if (port.name === undefined) port.name = '';
  }
}

function fillLimitRange({ object }: AdmissionRequest): void {
  for (const limit of listOf(fieldsOf(object.spec)?.limits)) {
    if (limit.type !== 'Container') continue;
    fill(childOf(limit, 'default'), fieldsOf(limit.max) ?? {});
    fill(childOf(limit, 'defaultRequest'), { ...fieldsOf(limit.min), ...fieldsOf(limit.default) });
  }
}
