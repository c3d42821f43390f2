import { journey } from '../../test/fidelity/journey.ts';
import { knownDifferences } from '../../test/fidelity/known-differences.ts';
import { kubectlLooks } from '../../test/fidelity/kubectl-shapes.ts';
import { GENERATED, table } from './markdown.ts';

/** docs/fidelity.md: what is compared between the sandbox and a real cluster, and what is known to differ. */
export function fidelityPage(): string {
  const steps = journey.map(({ name, command, says, rests }) => [
    name,
    `\`lounge ${command.filter((word) => word !== '--json').join(' ')}\``,
    says === '' ? '–' : says,
    rests === true ? 'yes' : '',
  ]);
  const differences = knownDifferences.map(({ what, onlyOn, why, isSometimes }) => [
    what,
    onlyOn === 'sandbox' ? 'sandbox' : 'cluster',
    isSometimes ? `${why} Not in every run.` : why,
  ]);
  return `# Fidelity of the sandbox

${GENERATED} The data is in \`test/fidelity/\`.

\`npm test -- cluster test/fidelity\` walks one journey twice: on the sandbox, and on a real Kubernetes with Argo CD (\`LOUNGE_TEST_KUBECONFIG\`, else the
cluster of this machine; without one it is skipped and says so). There the images come from Debian's docker-registry behind a login, git is read over HTTP
with a token, and \`lounge bootstrap\` makes the lounge; every command after that is the same. What comes out is compared line by line: an unknown
difference fails the suite, and so does a known one that is gone.

## The journey

Each step must end with this verdict or error on both engines, with the same exit code, and with JSON of the same shape. Where Argo CD is asked, \`sync\`,
\`health\` and \`operationState.phase\` of the Application must be the same once they rest.

${table(['step', 'command', 'ends with', 'Argo CD at rest'], steps)}

## kubectl

Columns of \`get\` and sections of \`describe\`, by the same kubectl, after the second release; and at the end the reasons of all events of the namespace.

${Object.keys(kubectlLooks)
  .map((name) => `- \`kubectl ${name}\`\n`)
  .join('')}
## Known differences

${differences.length === 0 ? 'None.' : table(['what', 'only on', 'why'], differences)}

## Not compared

Times, addresses, names that are made up (pods, hashes) and texts for people. Kinds that a lounge cannot have. What only one of the two has by design: nodes,
storage classes, other namespaces, metrics.
`;
}
