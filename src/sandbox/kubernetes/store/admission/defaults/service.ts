import type { AdmissionRequest } from '../admission.ts';
import { childOf, listOf } from '../../../resources/fields.ts';
import { fill } from './fill.ts';
import { allocateClusterAddress } from '../service-addresses.ts';

/** A Service's defaults, and the address it gets. */
export function fillService(request: AdmissionRequest): void {
  const { object } = request;
  const spec = childOf(object, 'spec');
  fill(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
  for (const port of listOf(spec.ports)) {
    fill(port, { protocol: 'TCP' });
    if (port.targetPort === undefined || port.targetPort === 0 || port.targetPort === '') port.targetPort = port.port;
  }
  if (spec.type === 'ExternalName') return;
  fill(spec, { internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
  if (spec.type !== 'ClusterIP') fill(spec, { externalTrafficPolicy: 'Cluster' });
  if (spec.type === 'LoadBalancer') fill(spec, { allocateLoadBalancerNodePorts: true });
  allocateClusterAddress(request, spec);
  if (object.status === undefined) object.status = { loadBalancer: {} };
}
