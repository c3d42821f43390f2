import { invalid, type FieldError } from '../status-failure.ts';
import type { AdmissionRequest } from './admission.ts';
import { bindingErrors, policyErrors } from './policies/policy-errors.ts';
import { immutableErrors } from './validation/immutable.ts';
import { dataErrors, serviceErrors } from './validation/services.ts';
import { cronJobErrors, jobErrors, podErrors, workloadErrors } from './validation/workloads.ts';

const errorsOf = new Map<string, (request: AdmissionRequest) => FieldError[]>([
  ['ConfigMap', dataErrors],
  ['CronJob', cronJobErrors],
  ['DaemonSet', workloadErrors],
  ['Deployment', workloadErrors],
  ['Job', jobErrors],
  ['Pod', podErrors],
  ['ReplicaSet', workloadErrors],
  ['Secret', dataErrors],
  ['Service', serviceErrors],
  ['StatefulSet', workloadErrors],
  ['ValidatingAdmissionPolicy', policyErrors],
  ['ValidatingAdmissionPolicyBinding', bindingErrors],
]);

/** Refuses what the real API server refuses. An object on its way out is left in peace. */
export function validateObject(request: AdmissionRequest): void {
  const { operation, resource, object, old } = request;
  if (operation !== 'CREATE' && operation !== 'UPDATE') return;
  if (old?.metadata.deletionTimestamp !== undefined) return;
  const errors = [...(errorsOf.get(resource.kind)?.(request) ?? []), ...immutableErrors(request)];
  if (errors.length > 0) throw invalid(resource, object.metadata.name, errors);
}
