import { fieldsOf, listOf } from '../../src/sandbox/kubernetes/resources/fields.ts';
import type { Attack } from '../../test/containment/attack.ts';
import { attackedLounge, type AttackedLounge } from '../../test/containment/attacked-lounge.ts';
import { attacks } from '../../test/containment/attacks/index.ts';
import { GENERATED, plain, table } from './markdown.ts';

const NOTHING = '–';

/** docs/containment.md: every attack, the gates that stop it, and what they say. */
export function containmentPage(): string {
  const lounge = attackedLounge('https://git.example.com/attacked.git');
  const groups = [...new Set(attacks.map(({ group }) => group))];
  return `# Containment

${GENERATED} Each row is a test (\`test/containment\`): it fails when a gate that is named here lets the attack through, and when the last table does not pass.

라운지 밖으로 나가려는 시도와, 그것을 막는 관문의 목록입니다. 각 행은 테스트이며, 여기에 적힌 관문이 막지 못하면 실패합니다.

What somebody pushes past \`lounge\`, or applies with an identity of the lounge, meets four gates, each tried alone: **check** (\`lounge check\`, on the way of every release), **pre-receive** (the same rules
in the git remote, where nobody can leave them out), **AppProject** (Argo CD's own fence) and **admission** (ValidatingAdmissionPolicies and quotas in the API server, generated from \`lounge.yaml\` by
\`src/engine/manifest/generate/admission\` and applied by \`lounge bootstrap\`). Check, pre-receive and AppProject are tried with real git, kustomize and Argo CD; admission with the API server of the sandbox
and, by \`npm test -- cluster\`, with that of a real cluster. As *Argo CD* a write is made with the identity of its application controller; *ships* is the identity of an agent.

${groups.map((group) => section(group, lounge)).join('\n\n')}

## What is in the cluster

${policies(lounge)}

All of them fail closed: an expression that cannot be evaluated refuses. The reason is \`Forbidden\` rather than \`Invalid\`, as a forced sync of Argo CD deletes and creates anew what is invalid. What was there
before a policy stays until it is changed. They look at the lounge's namespaces, its two projects and its Applications (told by project, by the name \`root-app\`, and by Argo CD's tracking of what root-app made)
and at nothing else of the cluster; names without a namespace carry the lounge's and the engine's.

## What they do not do

- A running workload that a push turns into a hook, or marks with both \`Force=true\` and \`Replace=true\`: Argo CD takes the old object away before it asks the API server for the new one. The old one
  is gone, whatever admission says of the new one (seen on Argo CD 3.6). Check and pre-receive stop both before Argo CD sees them. With one of the two options alone the refusal comes first, and what runs stays: a test shows it.
- Where Argo CD tracks by a label of another name than \`app.kubernetes.io/instance\` and not by annotation, a child in another project is not told from the Applications of others.
- The projects and root-app have fixed names: one installation of Argo CD holds one lounge.
- The sandbox serves the kinds that a lounge uses; CustomResourceDefinitions, webhooks and PersistentVolumes it does not have at all. Whoever has its token may do everything that admission does not refuse: it has no RBAC.
`;
}

function section(group: string, lounge: AttackedLounge): string {
  const rows = attacks.filter((attack) => attack.group === group).map((attack) => rowOf(attack, lounge));
  return `## ${group}\n\n${table(['attack', 'check, pre-receive', 'AppProject', 'admission', 'written as'], rows)}`;
}

function rowOf({ title, push, write, stoppedBy }: Attack, lounge: AttackedLounge): string[] {
  const { rule, project, admission } = stoppedBy;
  const passes = (isTried: boolean) => (isTried ? 'passes' : NOTHING);
  const isHarmless = rule === undefined && project === undefined && admission === undefined;
  return [
    plain(title),
    rule === undefined ? (isHarmless ? passes(push !== undefined) : NOTHING) : `[${rule}](policy.md#${rule})`,
    project === undefined ? NOTHING : 'stops',
    admission === undefined ? (isHarmless ? passes(write !== undefined) : NOTHING) : policyOf(admission, lounge),
    write === undefined
      ? NOTHING
      : { argocd: 'Argo CD', shipper: 'ships', administrator: 'administrator' }[write(lounge).as],
  ];
}

/** The policy whose message this is; a quota speaks in Kubernetes' own words. */
function policyOf(said: RegExp, lounge: AttackedLounge): string {
  const found = lounge.admission.find((object) => checksOf(object).some(({ message }) => said.test(String(message))));
  return found === undefined ? 'quota' : `[${aboutOf(found.metadata.name, lounge)}](#what-is-in-the-cluster)`;
}

function policies(lounge: AttackedLounge): string {
  const rows = lounge.admission.flatMap((object) => {
    const about = aboutOf(object.metadata.name, lounge);
    return checksOf(object).map(({ message }, index) => [index === 0 ? about : '', plain(String(message))]);
  });
  return table(['policy', 'says'], rows);
}

function checksOf(object: AttackedLounge['admission'][number]): readonly Record<string, unknown>[] {
  return listOf(fieldsOf(object['spec'])?.['validations']);
}

function aboutOf(name: string, { config, engine }: AttackedLounge): string {
  return name.replace(`lounge-${config.name}-${engine}-`, '');
}
