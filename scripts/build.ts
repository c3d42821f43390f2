import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

/** `npm run build`: dist/ from src/, by the compiler alone. */
rmSync('dist', { recursive: true, force: true });
const { status } = spawnSync('tsc', ['--project', 'tsconfig.build.json'], { stdio: 'inherit' });
process.exitCode = status ?? 1;
