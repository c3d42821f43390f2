import { append, edit } from '../../testing/edit-text.ts';
import { BASE } from '../../testing/good-lounge.ts';
import { describeRules } from '../../testing/rule-case.ts';

const SERVICE = `${BASE}/service.yaml`;
const service = (from: string, to: string) => ({ files: { [SERVICE]: edit(from, to) } });

describeRules('network', [
  {
    rule: 'ref-service-target',
    title: 'a selector that matches nothing',
    change: service('  selector:\n    app: hello', '  selector:\n    app: web'),
    at: `${SERVICE}~app: web`,
    says: /matches no pods/,
  },
  {
    rule: 'ref-service-target',
    title: 'a port that is not there',
    change: service('targetPort: http', 'targetPort: 9999'),
    at: `${SERVICE}~- name: http`,
    says: /9999/,
  },
  { rule: 'ref-service-target', title: 'as generated', change: {} },
  {
    rule: 'net-service-type',
    title: 'LoadBalancer',
    change: service('spec:\n', 'spec:\n  type: LoadBalancer\n'),
    at: `${SERVICE}~type: LoadBalancer`,
  },
  {
    rule: 'net-service-type',
    title: 'Ingress',
    change: {
      files: { [SERVICE]: append('---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: x}\n') },
    },
    at: `${SERVICE}~kind: Ingress`,
  },
  { rule: 'net-service-type', title: 'ClusterIP', change: {} },
]);
