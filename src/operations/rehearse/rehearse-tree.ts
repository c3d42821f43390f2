import type { ServiceSpec } from '../../domain/service-spec.ts';
import type { RehearsalRecord } from '../../ports/store.ts';
import type { Context, Lounge } from '../context.ts';
import { performRehearsal } from './perform-rehearsal.ts';

export interface RehearsalRequest {
  readonly commit: string;
  readonly spec: ServiceSpec;
  readonly environment: string;
  /** Rehearse even when this tree has a record. */
  readonly again?: boolean;
}

export interface RehearsalResult {
  readonly record: RehearsalRecord;
  readonly reused: boolean;
  readonly namespace: string;
}

/**
 * Runs the whole release of a tree in a throw-away namespace of this machine's engine, and records the outcome by the
 * hash of the tree. A record of the same tree is taken instead, good or bad; only PASS and FAIL are recorded.
 */
export async function rehearseTree(
  context: Context,
  lounge: Lounge,
  request: RehearsalRequest,
): Promise<RehearsalResult> {
  const repository = await lounge.repository();
  const tree = (await repository.tree(request.commit)) ?? request.commit;
  const namespace = rehearsalName(request.spec.name, tree);
  const known = await lounge.store.rehearsal(tree, request.spec.name, request.environment);
  if (known !== undefined && request.again !== true) return { record: known, reused: true, namespace };
  const outcome = await performRehearsal(context, lounge, { ...request, tree, namespace });
  const record: RehearsalRecord = {
    tree,
    service: request.spec.name,
    environment: request.environment,
    at: context.clock.now(),
    ...outcome,
  };
  if (record.verdict === 'PASS' || record.verdict === 'FAIL') await lounge.store.saveRehearsal(record);
  return { record, reused: false, namespace };
}

/** Name of the namespace, the Application and the branch of a rehearsal: a DNS label. */
function rehearsalName(service: string, tree: string): string {
  return `rehearsal-${service.slice(0, 42).replace(/-+$/, '')}-${tree.slice(0, 8)}`;
}
