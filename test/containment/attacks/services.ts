import type { Attack } from '../attack.ts';
import { manifestAttack, type Manifest } from '../build-attack.ts';

const row = (id: string, title: string, change: (service: Manifest) => void, admission: RegExp): Attack =>
  manifestAttack({
    id,
    group: 'Ways in',
    title,
    file: 'service.yaml',
    change,
    stoppedBy: { rule: 'net-service-type', admission },
  });
const PAST = /past the tunnel/;

export const serviceAttacks: readonly Attack[] = [
  row('service-load-balancer', 'a Service of type LoadBalancer', ({ spec }) => void (spec.type = 'LoadBalancer'), PAST),
  row('service-node-port', 'a Service of type NodePort', ({ spec }) => void (spec.type = 'NodePort'), PAST),
  row(
    'service-external-name',
    'a Service of type ExternalName',
    (service) => {
      service.spec = { type: 'ExternalName', externalName: 'evil.example.com' };
    },
    PAST,
  ),
  row(
    'service-external-ips',
    'a Service with externalIPs',
    ({ spec }) => void (spec.externalIPs = ['203.0.113.7']),
    /catch the traffic of other addresses/,
  ),
];
