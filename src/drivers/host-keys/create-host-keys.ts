import { homedir } from 'node:os';
import { join } from 'node:path';
import { exec } from '../../platform/exec.ts';
import { readTextIfExists } from '../../platform/files.ts';
import type { HostKeys } from '../../ports/host-keys.ts';

const TIMEOUT_SECONDS = 5;

/** OpenSSH's own tools. Without ssh-keyscan no key is seen. */
export function createHostKeys(): HostKeys {
  return {
    offered: async (host, port) => {
      // A host that starts with a dash would be an option.
      if (!/^[A-Za-z0-9[][\w.:\]-]*$/.test(host)) return [];
      const { stdout } = await exec('ssh-keyscan', ['-T', String(TIMEOUT_SECONDS), '-p', String(port), host], {
        cwd: '/',
        timeoutMs: (TIMEOUT_SECONDS + 5) * 1000,
        maxBytes: 256 * 1024,
      });
      return stdout.split('\n').flatMap((line) => {
        const [, type, key] = /^[^#\s]\S*\s+(\S+)\s+(\S+)/.exec(line) ?? [];
        return type === undefined || key === undefined ? [] : [`${type} ${key}`];
      });
    },
    ownKnownHosts: async () => (await readTextIfExists(join(homedir(), '.ssh', 'known_hosts'))) ?? '',
  };
}
