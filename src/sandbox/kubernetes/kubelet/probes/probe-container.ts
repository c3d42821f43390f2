import type { Clock } from '../../../../platform/clock.ts';
import type { Probe } from '../pods/pod-types.ts';
import { runHandler, type HandlerResult, type HandlerTarget } from './run-handler.ts';

export interface ProbeListener {
  /** Startup, readiness or liveness passes or fails its threshold; called on every change. */
  changed(kind: ProbeKind, passes: boolean): void;
  failed(kind: ProbeKind, output: string): void;
}

export type ProbeKind = 'Startup' | 'Readiness' | 'Liveness';

interface Probing {
  readonly clock: Clock;
  readonly target: HandlerTarget;
  readonly listener: ProbeListener;
  readonly signal: AbortSignal;
}

const LISTENING_PAUSE_MS = 25;

/** Probes one run of a container until the signal is aborted: startup first, then the two others side by side. */
export async function probeContainer(probing: Probing): Promise<void> {
  const { target, listener, signal } = probing;
  const { startupProbe, readinessProbe, livenessProbe } = target.spec;
  try {
    if (startupProbe) {
      if (!(await repeat(probing, 'Startup', startupProbe))) return;
    } else listener.changed('Startup', true);
    if (!readinessProbe) listener.changed('Readiness', true);
    await Promise.all([
      readinessProbe ? repeat(probing, 'Readiness', readinessProbe) : undefined,
      livenessProbe ? repeat(probing, 'Liveness', livenessProbe) : undefined,
    ]);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Answers whether a startup probe passed; the others go on until the container ends or a liveness probe has failed. */
async function repeat(probing: Probing, kind: ProbeKind, probe: Probe): Promise<boolean> {
  const { clock, target, listener, signal } = probing;
  const periodMs = (probe.periodSeconds ?? 10) * 1000;
  const timeoutMs = (probe.timeoutSeconds ?? 1) * 1000;
  let passes: boolean | undefined;
  let streak = { success: false, count: 0 };
  await clock.sleep((probe.initialDelaySeconds ?? 0) * 1000, signal);
  // A server that is just starting would cost a whole period: the first look waits until something listens.
  let result = await firstResult(probing, probe, timeoutMs, kind === 'Liveness' ? 0 : periodMs);
  for (;;) {
    signal.throwIfAborted();
    const { success, output } = result;
    if (!success) listener.failed(kind, output);
    streak = { success, count: streak.success === success ? streak.count + 1 : 1 };
    const threshold = success ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3);
    if (streak.count >= threshold && passes !== success) {
      passes = success;
      listener.changed(kind, success);
      if (kind === 'Startup' || (kind === 'Liveness' && !success)) return success;
    }
    await clock.sleep(periodMs, signal);
    result = await runHandler(probe, target, timeoutMs);
  }
}

async function firstResult(
  { clock, target, signal }: Probing,
  probe: Probe,
  timeoutMs: number,
  patienceMs: number,
): Promise<HandlerResult> {
  const deadline = clock.now() + patienceMs;
  for (;;) {
    const result = await runHandler(probe, target, timeoutMs);
    if (!result.refused || clock.now() >= deadline) return result;
    await clock.sleep(LISTENING_PAUSE_MS, signal);
  }
}
