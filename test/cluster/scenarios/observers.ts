import { steadyClock, type Clock } from '../../../src/platform/clock.ts';
import { closeLine, forgetIdentity, lineOf, ownIdentity, ownLine } from '../harness/observer-identity.ts';
import { pauseMs, type ReleaseWorld } from '../harness/release-world.ts';
import type { Scenario } from '../harness/scenario.ts';

const good = { verdict: 'PASS', by: 60_000, notBefore: 20_000 };
const MINE = 'v202601011000';

const credentials: readonly Scenario[] = (
  [
    {
      name: 'token-revoked',
      seconds: 22,
      during: async (world: ReleaseWorld) => {
        await pauseMs(3000);
        await world.here('delete', 'serviceaccount', 'observer');
      },
      expect: { verdict: 'UNVERIFIED', reason: 'OBSERVATION_GAP', by: 20_000 },
    },
    {
      name: 'forbidden-in-the-middle',
      seconds: 14,
      during: async (world: ReleaseWorld) => {
        await pauseMs(3000);
        await world.here('delete', 'rolebinding', world.namespace);
      },
      expect: { verdict: 'UNVERIFIED', reason: 'OBSERVATION_GAP', by: 12_000 },
    },
    {
      name: 'forbidden-for-a-while',
      seconds: 60,
      during: async (world: ReleaseWorld) => {
        await pauseMs(3000);
        const binding = JSON.parse(await world.here('get', 'rolebinding', world.namespace, '-o', 'json'));
        await world.here('delete', 'rolebinding', world.namespace);
        await pauseMs(9000);
        const { name, namespace } = binding.metadata;
        await world.apply({ ...binding, metadata: { name, namespace } });
      },
      expect: { ...good, notBefore: 30_000 },
    },
  ] satisfies readonly Scenario[]
).map((scenario) => ({ ...scenario, prepare: ownIdentity, afterwards: forgetIdentity }));

const silentFrom = (afterMs: number, forMs: number) => async (world: ReleaseWorld) => {
  await pauseMs(afterMs);
  lineOf(world).silence();
  await pauseMs(forMs);
  lineOf(world).restore();
};

const lines: readonly Scenario[] = (
  [
    {
      name: 'watch-cut',
      seconds: 60,
      during: async (world: ReleaseWorld) => {
        for (const afterMs of [1000, 3000, 9000]) {
          await pauseMs(afterMs);
          lineOf(world).cut();
        }
      },
      expect: good,
    },
    {
      name: 'watch-silent',
      seconds: 70,
      during: silentFrom(8000, 9000),
      expect: { ...good, by: 70_000, notBefore: 36_000 },
    },
    {
      name: 'watch-silent-while-it-crashes',
      seconds: 60,
      behaves: { EXIT_AFTER_MS: 9000 },
      during: silentFrom(7000, 9000),
      expect: { verdict: 'FAIL', reason: 'SOAK|CRASH_LOOP', by: 60_000 },
    },
  ] satisfies readonly Scenario[]
).map((scenario) => ({ ...scenario, prepare: ownLine, afterwards: closeLine }));

const offBy = (ms: number): Clock => ({ ...steadyClock, now: () => steadyClock.now() + ms });
const AHEAD = 90_000;
const withClock = (ms: number) => async (world: ReleaseWorld) => void (world.clock = offBy(ms));

/** The observer's clock is wrong by a minute and a half. */
const clocks: readonly Scenario[] = [
  { name: 'clock-ahead', seconds: 60, prepare: withClock(AHEAD), expect: good },
  { name: 'clock-behind', seconds: 60, prepare: withClock(-AHEAD), expect: good },
  {
    name: 'clock-ahead-error-lines',
    seconds: 40,
    prepare: withClock(AHEAD),
    behaves: { PRINT: 'ERROR no database', PRINT_AFTER_MS: 6000 },
    expect: { verdict: 'FAIL', reason: 'LOG_ERRORS', by: 20_000 },
  },
  {
    name: 'clock-behind-error-before-ready',
    seconds: 60,
    prepare: withClock(-AHEAD),
    behaves: { PRINT: 'ERROR not yet', READY_AFTER_MS: 5000 },
    expect: { ...good, notBefore: 25_000 },
  },
  {
    name: 'clock-ahead-image-absent',
    seconds: 40,
    extra: true,
    prepare: withClock(AHEAD),
    image: (world: ReleaseWorld) => world.pushImage(MINE, { unpushed: true }),
    expect: { verdict: 'FAIL', reason: 'IMAGE_PULL', by: 32_000 },
  },
];

/** The observer itself is hindered: its credentials, its line, its clock. */
export const observerScenarios: readonly Scenario[] = [...credentials, ...lines, ...clocks];
