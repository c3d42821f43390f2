#!/usr/bin/env node
// Finds Node 24 (it travels with the package) and hands over: this file runs on the machine's own Node, from 20 on.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const WANTED = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// A clone runs from its sources; a package has dist/ and no sources.
const entry = [join(root, 'src', 'main.ts'), join(root, 'dist', 'main.js')].find((file) => existsSync(file));

if (isVersionCall(process.argv.slice(2))) {
  process.stdout.write(`${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version}\n`);
} else if (entry === undefined) {
  process.stderr.write('lounge: the package is incomplete (neither src/ nor dist/); install it again\n');
  process.exitCode = 70;
} else if (Number(process.versions.node.split('.')[0]) >= WANTED) {
  module.enableCompileCache?.();
  process.argv[1] = entry;
  await import(pathToFileURL(entry).href);
} else {
  handOver();
}

// Answered here: nothing needs to be started for it.
function isVersionCall(args) {
  return args.length === 1 && (args[0] === '--version' || args[0] === '-V');
}

function handOver() {
  const node = findNode();
  if (node === undefined) {
    process.stderr.write(
      `lounge: needs Node ${WANTED} or newer; this is ${process.version} and the packaged one is missing (npm install without --omit=optional)\n`,
    );
    process.exitCode = 70;
    return;
  }
  const child = spawn(
    node,
    ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'])
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`lounge: ${node} cannot be started: ${error.message}\n`);
    process.exitCode = 70;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 70);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function findNode() {
  try {
    const packageFile = module
      .createRequire(import.meta.url)
      .resolve(`node-${process.platform}-${process.arch}/package.json`);
    const node = join(dirname(packageFile), 'bin', 'node');
    return existsSync(node) ? node : undefined;
  } catch {
    return undefined;
  }
}
