import { defineConfig } from 'vitest/config';

/** The real binary against real servers: one file at a time, each with a sandbox of its own. */
export default defineConfig({
  test: {
    include: ['test/journeys/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
