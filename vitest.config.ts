import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/*.test.ts', 'test/containment/{containment,admission-objects}.test.ts'],
    setupFiles: ['./test/fixed-seed.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    // Most tests wait for processes: both cores are worth using.
    maxWorkers: '100%',
  },
});
