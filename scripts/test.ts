import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * `npm test`: types, lint, format, dead code, then the suites that need nothing but Node, git and npm.
 * `npm test -- engines`: once Docker, skopeo and a registry are there, the files of which the last `npm test` skipped something (all of them when it never ran).
 * `npm test -- journeys`: the real binary against real servers.
 * `npm test -- cluster [--all]`: the suites on a real cluster; `--all` also the releases that differ little. Ends with `N passed, N failed, N skipped`, and names what was skipped.
 */
interface Suite {
  readonly testResults: readonly {
    readonly name: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

const CHECKS: readonly (readonly [string, ...string[]])[] = [
  ['tsc', '--noEmit'],
  ['oxlint', '--deny-warnings'],
  ['oxfmt', '--check'],
  ['knip'],
];

const [wanted = 'unit', ...filters] = process.argv.slice(2);
/** Suites with a configuration of their own. */
const OWN = ['journeys', 'cluster'];
const totals = {
  passed: 0,
  failed: 0,
  failures: [] as string[],
  skipped: [] as string[],
  skippedIn: new Set<string>(),
};
/** Files of which the last whole run skipped something. */
const SKIPPED = 'node_modules/.cache/ai-lounge/skipped.json';

const isWhole = wanted === 'unit' && filters.length === 0;
if (isWhole) runChecks();
if (filters.includes('--all')) process.env['LOUNGE_CLUSTER_ALL'] = '1';
if (OWN.includes(wanted))
  runVitest(['--config', `vitest.${wanted}.config.ts`, ...filters.filter((one) => one !== '--all')]);
else if (wanted === 'engines') runSkipped();
else runVitest(wanted === 'unit' ? filters : [wanted, ...filters]);
if (isWhole) keepSkipped();
report();

function runChecks(): void {
  for (const [program, ...args] of CHECKS) {
    const { status } = spawnSync(program, args, { stdio: 'inherit' });
    process.stdout.write(`${status === 0 ? '✓' : '✗'} ${program}\n`);
    if (status === 0) totals.passed += 1;
    else totals.failed += 1;
  }
}

function runVitest(args: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'lounge-test-'));
  const output = join(folder, 'result.json');
  const { status } = spawnSync(
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`, ...args],
    { stdio: 'inherit' },
  );
  try {
    count(JSON.parse(readFileSync(output, 'utf8')) as Suite);
  } catch (error) {
    process.stdout.write(`no test result: ${String(error)}\n`);
    totals.failed += 1;
  }
  if (status !== 0 && totals.failed === 0) totals.failed += 1;
  rmSync(folder, { recursive: true, force: true });
}

function runSkipped(): void {
  const files = existsSync(SKIPPED) ? (JSON.parse(readFileSync(SKIPPED, 'utf8')) as string[]) : undefined;
  if (files?.length !== 0) runVitest([...filters, ...(files ?? [])]);
}

function keepSkipped(): void {
  mkdirSync(dirname(SKIPPED), { recursive: true });
  writeFileSync(SKIPPED, JSON.stringify([...totals.skippedIn]));
}

function count(suite: Suite): void {
  for (const file of suite.testResults) {
    if (file.assertionResults.length === 0 && file.message) fail(file.name, file.message);
    for (const test of file.assertionResults) {
      if (test.status === 'passed') totals.passed += 1;
      else if (test.status === 'failed') fail(test.fullName, test.failureMessages?.[0]);
      else {
        totals.skipped.push(test.fullName);
        totals.skippedIn.add(file.name);
      }
    }
  }
}

function fail(name: string, message = ''): void {
  totals.failed += 1;
  totals.failures.push(`FAILED ${name}: ${stripVTControlCharacters(message).split('\n', 1)[0]?.slice(0, 400)}\n`);
}

/** The failures once more beside the closing line: of a long log often only the end is kept. */
function report(): void {
  if (totals.skipped.length > 0)
    process.stdout.write(
      `\nSKIPPED, for something that is not on this machine:\n${totals.skipped.map((name) => `  ${name}\n`).join('')}`,
    );
  process.stdout.write(
    `\n${totals.failures.join('')}${totals.passed} passed, ${totals.failed} failed, ${totals.skipped.length} skipped\n`,
  );
  const mustSkipNothing = process.env['LOUNGE_NOTHING_SKIPPED'] === '1' && totals.skipped.length > 0;
  process.exitCode = totals.failed === 0 && !mustSkipNothing ? 0 : 1;
}
