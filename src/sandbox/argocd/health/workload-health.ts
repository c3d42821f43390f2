import { z } from 'zod';
import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import type { Health } from './resource-health.ts';

const count = z.number().catch(0);
const Workload = z.object({
  metadata: z.object({ name: z.string(), generation: count }),
  spec: z
    .object({
      paused: z.boolean().catch(false),
      replicas: z.number().optional().catch(undefined),
      updateStrategy: z
        .object({
          type: z.string().catch(''),
          rollingUpdate: z
            .object({ partition: z.number().optional().catch(undefined) })
            .optional()
            .catch(undefined),
        })
        .catch({ type: '' }),
    })
    .catch({ paused: false, replicas: undefined, updateStrategy: { type: '' } }),
  status: z.record(z.string(), z.unknown()).catch({}),
});

function read(object: KubernetesObject) {
  const { metadata, spec, status } = Workload.parse(object);
  const number = (name: string) => count.parse(status[name]);
  const text = (name: string) => z.string().catch('').parse(status[name]);
  return {
    name: metadata.name,
    spec,
    number,
    text,
    observed: metadata.generation <= number('observedGeneration'),
    status,
  };
}

function condition(
  status: Record<string, unknown>,
  type: string,
): { status?: string; reason?: string; message?: string } | undefined {
  const Conditions = z.array(
    z.object({
      type: z.string(),
      status: z.string().optional(),
      reason: z.string().optional(),
      message: z.string().optional(),
    }),
  );
  return Conditions.catch([])
    .parse(status.conditions)
    .find((item) => item.type === type);
}

const progressing = (message: string): Health => ({ status: 'Progressing', message });

export function deploymentHealth(object: KubernetesObject): Health {
  const { name, spec, number, observed, status } = read(object);
  const [replicas, updated, available] = [number('replicas'), number('updatedReplicas'), number('availableReplicas')];
  const waiting = 'Waiting for rollout to finish:';
  if (spec.paused) return { status: 'Suspended', message: 'Deployment is paused' };
  if (!observed) return progressing(`${waiting} observed deployment generation less than desired generation`);
  if (condition(status, 'Progressing')?.reason === 'ProgressDeadlineExceeded') {
    return { status: 'Degraded', message: `Deployment ${JSON.stringify(name)} exceeded its progress deadline` };
  }
  if (spec.replicas !== undefined && updated < spec.replicas) {
    return progressing(`${waiting} ${updated} out of ${spec.replicas} new replicas have been updated...`);
  }
  if (replicas > updated)
    return progressing(`${waiting} ${replicas - updated} old replicas are pending termination...`);
  if (available < updated)
    return progressing(`${waiting} ${available} of ${updated} updated replicas are available...`);
  return { status: 'Healthy' };
}

export function replicaSetHealth(object: KubernetesObject): Health {
  const { spec, number, observed, status } = read(object);
  const waiting = 'Waiting for rollout to finish:';
  if (!observed) return progressing(`${waiting} observed replica set generation less than desired generation`);
  const failure = condition(status, 'ReplicaFailure');
  if (failure?.status === 'True') return { status: 'Degraded', message: failure.message ?? '' };
  if (spec.replicas !== undefined && number('availableReplicas') < spec.replicas) {
    return progressing(
      `${waiting} ${number('availableReplicas')} out of ${spec.replicas} new replicas are available...`,
    );
  }
  return { status: 'Healthy' };
}

export function statefulSetHealth(object: KubernetesObject): Health {
  const { spec, number, text, observed } = read(object);
  const [ready, updated] = [number('readyReplicas'), number('updatedReplicas')];
  const { type, rollingUpdate } = spec.updateStrategy;
  if (number('observedGeneration') === 0 || !observed)
    return progressing('Waiting for statefulset spec update to be observed...');
  if (spec.replicas !== undefined && ready < spec.replicas)
    return progressing(`Waiting for ${spec.replicas - ready} pods to be ready...`);
  if (type === 'RollingUpdate' && rollingUpdate !== undefined) {
    const wanted = (spec.replicas ?? 0) - (rollingUpdate.partition ?? 0);
    if (spec.replicas !== undefined && rollingUpdate.partition !== undefined && updated < wanted) {
      return progressing(
        `Waiting for partitioned roll out to finish: ${updated} out of ${wanted} new pods have been updated...`,
      );
    }
    return { status: 'Healthy', message: `partitioned roll out complete: ${updated} new pods have been updated...` };
  }
  if (type === 'OnDelete') return { status: 'Healthy', message: `statefulset has ${ready} ready pods` };
  const [current, update] = [text('currentRevision'), text('updateRevision')];
  if (update !== current) {
    return progressing(`waiting for statefulset rolling update to complete ${updated} pods at revision ${update}...`);
  }
  return {
    status: 'Healthy',
    message: `statefulset rolling update complete ${number('currentReplicas')} pods at revision ${current}...`,
  };
}

export function daemonSetHealth(object: KubernetesObject): Health {
  const { name, spec, number, observed } = read(object);
  const [desired, updated, available] = [
    number('desiredNumberScheduled'),
    number('updatedNumberScheduled'),
    number('numberAvailable'),
  ];
  const waiting = `Waiting for daemon set ${JSON.stringify(name)} rollout to finish:`;
  if (!observed)
    return progressing('Waiting for rollout to finish: observed daemon set generation less than desired generation');
  if (spec.updateStrategy.type === 'OnDelete') {
    return { status: 'Healthy', message: `daemon set ${updated} out of ${desired} new pods have been updated` };
  }
  if (updated < desired) return progressing(`${waiting} ${updated} out of ${desired} new pods have been updated...`);
  if (available < desired) return progressing(`${waiting} ${available} of ${desired} updated pods are available...`);
  return { status: 'Healthy' };
}
