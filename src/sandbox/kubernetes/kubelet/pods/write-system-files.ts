import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CLUSTER_DOMAIN } from '../network/relay-protocol.ts';
import type { Pod } from './pod-types.ts';

/** The pod's /etc/hosts, hostname and resolv.conf, as the kubelet writes them. */
export async function writeSystemFiles(
  folder: string,
  pod: Pod,
  ip: string,
  resolver: string | undefined,
): Promise<void> {
  const target = join(folder, 'etc');
  await mkdir(target, { recursive: true });
  const { hostname = pod.metadata.name, subdomain } = pod.spec;
  const full = subdomain ? `${hostname}.${subdomain}.${pod.metadata.namespace}.svc.${CLUSTER_DOMAIN}\t` : '';
  const hosts = [
    '# Kubernetes-managed hosts file.',
    '127.0.0.1\tlocalhost',
    '::1\tlocalhost ip6-localhost ip6-loopback',
    `${ip}\t${full}${hostname}`,
  ];
  await writeFile(join(target, 'hosts'), `${hosts.join('\n')}\n`);
  await writeFile(join(target, 'hostname'), `${hostname}\n`);
  await writeFile(join(target, 'resolv.conf'), resolver ?? '');
}
