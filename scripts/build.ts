import { rmSync } from 'node:fs';
import { rolldown } from 'rolldown';

/** What runs as a process of its own, by the name that `programFile` finds it under. */
const PROGRAMS = ['main', 'gate', 'sandbox/main', 'sandbox/kubernetes/kubelet/network/relay-main'];

/** `npm run build`: dist/ from src/ and what it depends on, in few files: every file costs each command a part of its start. */
rmSync('dist', { recursive: true, force: true });
const bundle = await rolldown({
  input: Object.fromEntries(PROGRAMS.map((name) => [name, `src/${name}.ts`])),
  platform: 'node',
  // Found while it runs, where it is installed.
  external: ['@kubernetes/client-node'],
});
await bundle.write({
  dir: 'dist',
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name]-[hash].js',
});
await bundle.close();
