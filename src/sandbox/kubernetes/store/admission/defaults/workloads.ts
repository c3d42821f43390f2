import type { AdmissionRequest } from '../admission.ts';
import { childOf, fieldsOf, type Fields } from '../../../resources/fields.ts';
import { fill } from './fill.ts';
import { fillPodSpec } from './pod.ts';

function fillTemplate(spec: Fields): void {
  const template = fieldsOf(spec.template);
  if (!template) return;
  childOf(template, 'metadata');
  fillPodSpec(childOf(template, 'spec'));
}

export function fillDeployment({ object }: AdmissionRequest): void {
  const spec = childOf(object, 'spec');
  fill(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
  const strategy = childOf(spec, 'strategy');
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy.type === 'RollingUpdate') {
    fill(childOf(strategy, 'rollingUpdate'), { maxSurge: '25%', maxUnavailable: '25%' });
  }
  fillTemplate(spec);
}

export function fillReplicaSet({ operation, object }: AdmissionRequest): void {
  if (operation === 'CREATE') object.status = { replicas: 0 };
  const spec = childOf(object, 'spec');
  fill(spec, { replicas: 1 });
  fillTemplate(spec);
}

export function fillStatefulSet({ object }: AdmissionRequest): void {
  const spec = childOf(object, 'spec');
  fill(spec, { podManagementPolicy: 'OrderedReady', replicas: 1, revisionHistoryLimit: 10 });
  fill(childOf(spec, 'persistentVolumeClaimRetentionPolicy'), { whenDeleted: 'Retain', whenScaled: 'Retain' });
  const strategy = childOf(spec, 'updateStrategy');
  if (!strategy.type) {
    fill(strategy, { type: 'RollingUpdate', rollingUpdate: {} });
  }
  const rollingUpdate = fieldsOf(strategy.rollingUpdate);
  if (strategy.type === 'RollingUpdate' && rollingUpdate) fill(rollingUpdate, { partition: 0 });
  fillTemplate(spec);
}

export function fillDaemonSet({ object }: AdmissionRequest): void {
  const spec = childOf(object, 'spec');
  fill(spec, { revisionHistoryLimit: 10 });
  const strategy = childOf(spec, 'updateStrategy');
  fill(strategy, { type: 'RollingUpdate' });
  if (strategy.type === 'RollingUpdate') fill(childOf(strategy, 'rollingUpdate'), { maxSurge: 0, maxUnavailable: 1 });
  fillTemplate(spec);
}

export function fillJob({ operation, object }: AdmissionRequest): void {
  const spec = childOf(object, 'spec');
  if (spec.completions === undefined && spec.parallelism === undefined) fill(spec, { completions: 1 });
  fill(spec, {
    backoffLimit: 6,
    completionMode: 'NonIndexed',
    manualSelector: false,
    parallelism: 1,
    podReplacementPolicy: spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
    suspend: false,
  });
  fillTemplate(spec);
  if (operation === 'CREATE' && spec.manualSelector === false) selectByUid(object, spec);
}

/** pkg/registry/batch/job/strategy.go: a Job finds its pods by its own uid. */
function selectByUid(object: AdmissionRequest['object'], spec: Fields): void {
  const { uid, name } = object.metadata;
  const labels = childOf(childOf(childOf(spec, 'template'), 'metadata'), 'labels');
  const hadLabels = { ...labels };
  Object.assign(labels, {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  });
  if (spec.selector === undefined) spec.selector = { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } };
  if (Object.keys(object.metadata.labels ?? {}).length === 0 && Object.keys(hadLabels).length > 0) {
    object.metadata.labels = hadLabels as Record<string, string>;
  }
}

export function fillCronJob({ object }: AdmissionRequest): void {
  const spec = childOf(object, 'spec');
  fill(spec, { concurrencyPolicy: 'Allow', failedJobsHistoryLimit: 1, successfulJobsHistoryLimit: 3, suspend: false });
  const template = fieldsOf(spec.jobTemplate);
  if (!template) return;
  childOf(template, 'metadata');
  fillTemplate(childOf(template, 'spec'));
}
