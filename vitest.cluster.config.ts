import { defineConfig } from 'vitest/config';

/** Releases on a real cluster, three at a time; skipped where there is none. */
export default defineConfig({
  test: {
    include: ['test/cluster/**/*.test.ts', 'test/containment/cluster.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    maxConcurrency: 3,
  },
});
