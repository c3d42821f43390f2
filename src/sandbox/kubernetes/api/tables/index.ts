import { policyBindingTable, policyTable } from './admission.ts';
import {
  applicationTable,
  bindingTable,
  claimTable,
  configMapTable,
  leaseTable,
  networkPolicyTable,
  plainTable,
  resourceQuotaTable,
  roleTable,
  secretTable,
} from './configuration.ts';
import { eventTable } from './event.ts';
import { cronJobTable, jobTable } from './jobs.ts';
import { nodeTable } from './node.ts';
import { podTable } from './pod.ts';
import { endpointSliceTable, endpointsTable, serviceTable } from './services.ts';
import type { TableDefinition } from './table-definition.ts';
import { daemonSetTable, deploymentTable, namespaceTable, replicaSetTable, statefulSetTable } from './workloads.ts';

const tables = new Map<string, TableDefinition>([
  ['Application', applicationTable],
  ['ClusterRole', roleTable],
  ['ClusterRoleBinding', bindingTable],
  ['ConfigMap', configMapTable],
  ['CronJob', cronJobTable],
  ['DaemonSet', daemonSetTable],
  ['Deployment', deploymentTable],
  ['Endpoints', endpointsTable],
  ['EndpointSlice', endpointSliceTable],
  ['Event', eventTable],
  ['Job', jobTable],
  ['Lease', leaseTable],
  ['Namespace', namespaceTable],
  ['NetworkPolicy', networkPolicyTable],
  ['Node', nodeTable],
  ['PersistentVolumeClaim', claimTable],
  ['Pod', podTable],
  ['ReplicaSet', replicaSetTable],
  ['ResourceQuota', resourceQuotaTable],
  ['Role', roleTable],
  ['RoleBinding', bindingTable],
  ['Secret', secretTable],
  ['Service', serviceTable],
  ['StatefulSet', statefulSetTable],
  ['ValidatingAdmissionPolicy', policyTable],
  ['ValidatingAdmissionPolicyBinding', policyBindingTable],
]);

export function tableOfKind(kind: string): TableDefinition {
  return tables.get(kind) ?? plainTable;
}
