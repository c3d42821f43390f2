import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pushBuiltImage, type RegistryLogin } from '../../fidelity/push-built-image.ts';
import { writeDebianRoot, type RootContent } from './debian-root.ts';

/**
 * Stand-ins for official images, which cannot always be pulled: Debian's build of the same program, laid out as the official image has it
 * in what the preset relies on (paths, user and group, port, variables, entrypoint). They are NOT the official images.
 */
export interface PresetImage extends RootContent {
  readonly name: 'postgres' | 'redis' | 'nginx';
  readonly tag: string;
  /** Of the Dockerfile, after the root was copied. */
  readonly settings: string;
}

const accounts = (name: string, id: number) => ({
  '/etc/passwd': { text: `root:x:0:0:root:/root:/bin/sh\n${name}:x:${id}:${id}::/var/lib/${name}:/bin/sh\n` },
  '/etc/group': { text: `root:x:0:\n${name}:x:${id}:\n` },
  '/etc/nsswitch.conf': { text: 'passwd: files\ngroup: files\nhosts: files dns\n' },
});

/** What docker-entrypoint.sh of the official image does at its first start, in the same order: https://github.com/docker-library/postgres. */
const POSTGRES_ENTRYPOINT = `#!/bin/bash
set -Eeo pipefail
if [ "$1" = postgres ]; then
  if [ -n "$POSTGRES_PASSWORD_FILE" ]; then POSTGRES_PASSWORD=$(< "$POSTGRES_PASSWORD_FILE"); fi
  user=\${POSTGRES_USER:-postgres} db=\${POSTGRES_DB:-\${POSTGRES_USER:-postgres}}
  mkdir -p "$PGDATA"
  chmod 00700 "$PGDATA" || :
  if [ ! -s "$PGDATA/PG_VERSION" ]; then
    [ -n "$POSTGRES_PASSWORD" ] || { echo >&2 'Error: Database is uninitialized and superuser password is not specified.'; exit 1; }
    initdb --username="$user" --pwfile=<(printf '%s\\n' "$POSTGRES_PASSWORD")
    printf '\\nhost all all all scram-sha-256\\n' >> "$PGDATA/pg_hba.conf"
    # The official image has this in postgresql.conf.sample.
    echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
    pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p 5432" -w start
    [ "$db" = postgres ] || psql -v ON_ERROR_STOP=1 --username "$user" --no-password --no-psqlrc --dbname postgres --set db="$db" <<< 'CREATE DATABASE :"db";'
    pg_ctl -D "$PGDATA" -m fast -w stop
    echo 'PostgreSQL init process complete; ready for start up.'
  fi
fi
exec "$@"
`;

const postgres: PresetImage = {
  name: 'postgres',
  tag: '15',
  packages: ['postgresql-15', 'postgresql-client-15', 'libpq5', 'tzdata', 'libc-bin'],
  programs: ['/bin/bash', '/bin/dash', '/bin/sh', '/bin/mkdir', '/bin/chmod', '/usr/bin/id'],
  files: {
    ...accounts('postgres', 999),
    '/usr/local/bin/docker-entrypoint.sh': { text: POSTGRES_ENTRYPOINT, mode: 0o755 },
  },
  settings: `ENV PATH=/usr/local/bin:/usr/lib/postgresql/15/bin:/usr/bin:/bin LANG=C.UTF-8 PGDATA=/var/lib/postgresql/data
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 5432
STOPSIGNAL SIGINT
CMD ["postgres"]
`,
};

const redis: PresetImage = {
  name: 'redis',
  tag: '7',
  packages: ['redis-server', 'redis-tools'],
  programs: ['/bin/dash', '/bin/sh', '/bin/grep', '/usr/bin/id'],
  files: accounts('redis', 999),
  settings: `ENV PATH=/usr/local/bin:/usr/bin:/bin
WORKDIR /data
EXPOSE 6379
CMD ["redis-server"]
`,
};

/** As the official image has it; Debian's build has other folders for temporary files unless it is told. */
const NGINX_CONF = `user nginx;
worker_processes auto;
error_log /var/log/nginx/error.log notice;
pid /run/nginx.pid;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log /var/log/nginx/access.log;
  client_body_temp_path /var/cache/nginx/client_temp;
  proxy_temp_path /var/cache/nginx/proxy_temp;
  fastcgi_temp_path /var/cache/nginx/fastcgi_temp;
  uwsgi_temp_path /var/cache/nginx/uwsgi_temp;
  scgi_temp_path /var/cache/nginx/scgi_temp;
  sendfile on;
  keepalive_timeout 65;
  include /etc/nginx/conf.d/*.conf;
}
`;

const nginx: PresetImage = {
  name: 'nginx',
  tag: '1.22',
  packages: ['nginx'],
  programs: ['/bin/dash', '/bin/sh', '/usr/bin/id'],
  files: { ...accounts('nginx', 101), '/etc/nginx/nginx.conf': { text: NGINX_CONF } },
  links: { '/var/log/nginx/error.log': '/dev/stderr', '/var/log/nginx/access.log': '/dev/stdout' },
  settings: `ENV PATH=/usr/sbin:/usr/bin:/bin
EXPOSE 80
STOPSIGNAL SIGQUIT
CMD ["nginx", "-g", "daemon off;"]
`,
};

export const presetImages: readonly PresetImage[] = [postgres, redis, nginx];

/** Builds it, and pushes it as <registry>/mirror/<name>:<tag>; returns that reference. */
export async function pushPresetImage(image: PresetImage, login: RegistryLogin): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `lounge-${image.name}-`));
  try {
    await writeDebianRoot(folder, image);
    await writeFile(join(folder, 'Dockerfile'), `FROM scratch\nCOPY root /\n${image.settings}`);
    await pushBuiltImage(folder, login, `mirror/${image.name}`, image.tag);
    return `${login.url}/mirror/${image.name}:${image.tag}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
