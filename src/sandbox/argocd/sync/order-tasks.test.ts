import { expect, test } from 'vitest';
import type { SyncPhase } from '../application.ts';
import { orderTasks } from './order-tasks.ts';
import { createTask } from './sync-task.ts';

const task = (phase: SyncPhase, kind: string, name: string, wave = 0, namespace = 'team') =>
  createTask(
    phase,
    {
      apiVersion: 'v1',
      kind,
      metadata: {
        name,
        ...(kind === 'Namespace' ? {} : { namespace }),
        annotations: { 'argocd.argoproj.io/sync-wave': String(wave) },
      },
    },
    undefined,
  );

test.each([
  ['phases', [task('PostSync', 'Job', 'c'), task('Sync', 'Job', 'b'), task('PreSync', 'Job', 'a')]],
  ['waves', [task('Sync', 'Service', 'c', 1), task('Sync', 'Pod', 'b'), task('Sync', 'Job', 'a', -1)]],
  [
    'kinds, unknown ones last',
    [
      task('Sync', 'Application', 'd'),
      task('Sync', 'CronJob', 'c'),
      task('Sync', 'Deployment', 'b'),
      task('Sync', 'Secret', 'a'),
    ],
  ],
  ['names', [task('Sync', 'Secret', 'b'), task('Sync', 'Secret', 'a')]],
  [
    'a namespace before what lives in it',
    [task('Sync', 'Namespace', 'own', 5), task('Sync', 'Secret', 'z', 0, 'own')],
    ['own', 'z'],
  ],
])('%s', (_, tasks, expected?: string[]) => {
  const names = orderTasks(tasks).map(({ target }) => target?.metadata.name);
  expect(names).toEqual(expected ?? ['a', 'b', 'c', 'd'].slice(0, tasks.length));
});
