import { fieldsAt, fieldsOf, listOf, numberOf, textOf, type Fields } from '../../resources/fields.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import { ageOf } from './human-duration.ts';
import { columns, type TableDefinition } from './table-definition.ts';

/** As printPod of pkg/printers/internalversion/printers.go. */
export const podTable: TableDefinition = {
  columns: columns('Name', 'Ready', 'Status', 'Restarts', 'Age', '+IP', '+Node', '+Nominated Node', '+Readiness Gates'),
  cells: (pod, now) => {
    const { metadata } = pod;
    const [spec, status] = [fieldsAt(pod, 'spec'), fieldsAt(pod, 'status')];
    const summary = summarize(pod, spec, status);
    return [
      metadata.name,
      `${summary.ready}/${summary.total}`,
      summary.reason,
      restartsCell(summary, now),
      ageOf(metadata.creationTimestamp, now),
      textOf(listOf(status.podIPs)[0]?.ip ?? status.podIP) || '<none>',
      textOf(spec.nodeName) || '<none>',
      textOf(status.nominatedNodeName) || '<none>',
      readinessGates(spec, status),
    ];
  },
};

interface Summary {
  ready: number;
  readonly total: number;
  reason: string;
  restarts: number;
  lastRestart: string;
}

function summarize(pod: KubernetesObject, spec: Fields, status: Fields): Summary {
  const sidecars = new Set(
    listOf(spec.initContainers)
      .filter(isSidecar)
      .map(({ name }) => name),
  );
  const summary: Summary = {
    ready: 0,
    total: listOf(spec.containers).length + sidecars.size,
    reason: textOf(status.reason) || textOf(status.phase),
    restarts: 0,
    lastRestart: '',
  };
  const sidecarRestarts = { restarts: 0, lastRestart: '' };
  const initializing = readInitContainers(summary, sidecarRestarts, spec, status, sidecars);
  if (!initializing || hasCondition(status, 'Initialized')) {
    Object.assign(summary, sidecarRestarts);
    readContainers(summary, status);
  }
  const ended = status.phase === 'Succeeded' || status.phase === 'Failed';
  if (pod.metadata.deletionTimestamp !== undefined && !ended) summary.reason = 'Terminating';
  return summary;
}

function isSidecar(container: Fields): boolean {
  return container.restartPolicy === 'Always';
}

type Restarts = Pick<Summary, 'restarts' | 'lastRestart'>;

function countRestarts(into: Restarts, container: Fields): void {
  into.restarts += numberOf(container.restartCount);
  const finished = textOf(fieldsAt(container, 'lastState', 'terminated').finishedAt);
  if (finished > into.lastRestart) into.lastRestart = finished;
}

/** Stops at the first one that is not done yet, and says what it does. */
function readInitContainers(
  summary: Summary,
  sidecarRestarts: Restarts,
  spec: Fields,
  status: Fields,
  sidecars: ReadonlySet<unknown>,
): boolean {
  const total = listOf(spec.initContainers).length;
  for (const [index, container] of listOf(status.initContainerStatuses).entries()) {
    countRestarts(summary, container);
    const sidecar = sidecars.has(container.name);
    if (sidecar) countRestarts(sidecarRestarts, container);
    const { terminated, waiting } = fieldsAt(container, 'state');
    if (fieldsOf(terminated)?.exitCode === 0) continue;
    if (sidecar && container.started === true) {
      if (container.ready === true) summary.ready += 1;
      continue;
    }
    const why = textOf(fieldsOf(waiting)?.reason);
    if (fieldsOf(terminated)) summary.reason = `Init:${terminatedReason(fieldsAt(container, 'state', 'terminated'))}`;
    else if (why !== '' && why !== 'PodInitializing') summary.reason = `Init:${why}`;
    else summary.reason = `Init:${index}/${total}`;
    return true;
  }
  return false;
}

function readContainers(summary: Summary, status: Fields): void {
  let [running, failed] = [false, ''];
  for (const container of listOf(status.containerStatuses).toReversed()) {
    countRestarts(summary, container);
    const { terminated, waiting, running: runs } = fieldsAt(container, 'state');
    const why = textOf(fieldsOf(waiting)?.reason);
    if (why !== '') summary.reason = why;
    else if (fieldsOf(terminated)) {
      const end = fieldsAt(container, 'state', 'terminated');
      summary.reason = terminatedReason(end);
      if (numberOf(end.exitCode) !== 0) failed = summary.reason;
    } else if (container.ready === true && runs !== undefined) {
      running = true;
      summary.ready += 1;
    }
  }
  if (summary.reason !== 'Completed') return;
  if (running && hasCondition(status, 'Ready')) summary.reason = 'Running';
  else if (failed !== '') summary.reason = failed;
  else if (running) summary.reason = 'NotReady';
}

function terminatedReason({ reason, signal, exitCode }: Fields): string {
  if (textOf(reason) !== '') return textOf(reason);
  return numberOf(signal) === 0 ? `ExitCode:${numberOf(exitCode)}` : `Signal:${numberOf(signal)}`;
}

function hasCondition(status: Fields, type: string): boolean {
  return listOf(status.conditions).some((condition) => condition.type === type && condition.status === 'True');
}

function restartsCell({ restarts, lastRestart }: Summary, now: number): string {
  return restarts === 0 || lastRestart === '' ? String(restarts) : `${restarts} (${ageOf(lastRestart, now)} ago)`;
}

function readinessGates(spec: Fields, status: Fields): string {
  const gates = listOf(spec.readinessGates);
  const passed = gates.filter(({ conditionType }) => hasCondition(status, textOf(conditionType)));
  return gates.length === 0 ? '<none>' : `${passed.length}/${gates.length}`;
}
