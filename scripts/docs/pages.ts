import { describeRules } from '../../src/engine/policy/describe-rules.ts';
import { rules } from '../../src/engine/policy/rules/index.ts';
import { cliPage } from './cli-page.ts';
import { containmentPage } from './containment-page.ts';
import { errorsPage } from './errors-page.ts';
import { fidelityPage } from './fidelity-page.ts';
import { verdictPage } from './verdict-page.ts';

/** Every generated page: path from the root → text. */
export async function generatePages(): Promise<Readonly<Record<string, string>>> {
  return {
    'docs/cli.md': await cliPage(),
    'docs/containment.md': containmentPage(),
    'docs/errors.md': errorsPage(),
    'docs/fidelity.md': fidelityPage(),
    'docs/policy.md': describeRules(rules),
    'docs/verdict.md': verdictPage(),
  };
}
