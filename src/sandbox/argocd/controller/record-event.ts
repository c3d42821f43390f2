import { timestamp } from '../../kubernetes/store/prepare-removal.ts';
import type { Application } from '../application.ts';
import type { ControllerContext } from './controller-context.ts';

const COMPONENT = 'argocd-application-controller';

/** An Event about the Application, as `kubectl describe` shows it. That none can be written never stops the work. */
export function recordEvent(
  { store, clock, log }: ControllerContext,
  application: Application,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  const { object, name, namespace } = application;
  const now = clock.now();
  const time = timestamp(now);
  const { apiVersion, kind } = object;
  try {
    store.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: '', generateName: `${name}.`, namespace },
      involvedObject: {
        apiVersion,
        kind,
        name,
        namespace,
        uid: object.metadata.uid,
        resourceVersion: object.metadata.resourceVersion,
      },
      type,
      reason,
      message: message.slice(0, 1024),
      source: { component: COMPONENT },
      reportingComponent: COMPONENT,
      firstTimestamp: time,
      lastTimestamp: time,
      count: 1,
    });
  } catch (error) {
    log(`argocd: no event for ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
