import { defineConfig } from 'vitest/config';

/** Suites on a real cluster, one file after the other, four releases at a time; skipped where there is none. */
export default defineConfig({
  test: {
    include: ['test/{cluster,cluster-path,fidelity}/**/*.test.ts', 'test/containment/cluster.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    fileParallelism: false,
    maxConcurrency: 4,
  },
});
