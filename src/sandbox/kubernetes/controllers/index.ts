import type { Clock } from '../../../platform/clock.ts';
import type { Controller, ObjectStore } from '../store/object-store.ts';
import type { ControllerContext, ControllerLog } from './controller-context.ts';
import { cronJobController } from './cron-job/cron-job-controller.ts';
import { deploymentController } from './deployment/deployment-controller.ts';
import { endpointSliceController } from './endpoint-slice/endpoint-slice-controller.ts';
import { garbageCollector } from './garbage-collector/garbage-collector.ts';
import { jobController } from './job/job-controller.ts';
import { namespaceController } from './namespace/namespace-controller.ts';
import { serviceAccountController } from './namespace/service-account-controller.ts';
import { quotaController } from './quota/quota-controller.ts';
import { replicaSetController } from './replica-set/replica-set-controller.ts';
import { eventRetention } from './retention/event-retention.ts';
import { scheduler } from './scheduler/scheduler.ts';
import { statefulSetController } from './stateful-set/stateful-set-controller.ts';
import { systemTimers, type Timers } from './timers.ts';

export interface ControllersOptions {
  readonly store: ObjectStore;
  readonly clock: Clock;
  /** Default: those of Node. */
  readonly timers?: Timers;
  readonly log: ControllerLog;
}

/** A new controller belongs on this list. */
const all: readonly ((context: ControllerContext) => Controller)[] = [
  namespaceController,
  serviceAccountController,
  replicaSetController,
  deploymentController,
  statefulSetController,
  jobController,
  cronJobController,
  scheduler,
  endpointSliceController,
  garbageCollector,
  quotaController,
  eventRetention,
];

/** The control loops of the cluster. Start them all; each converges from whatever state it finds. */
export function createControllers({ store, clock, timers = systemTimers, log }: ControllersOptions): Controller[] {
  return all.map((controller) => controller({ store, clock, timers, log }));
}
