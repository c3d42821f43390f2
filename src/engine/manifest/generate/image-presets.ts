import type { ServiceSpec } from '../../../domain/service-spec.ts';

/** A file that is mounted into the container by a ConfigMap. */
export interface PresetFile {
  readonly name: string;
  readonly mountFolder: string;
  readonly content: string;
}

/** What must be known of an official image to run it safely. */
export interface ImagePreset {
  /** Last part of the repository; images of mirrors are recognised by it. */
  readonly name: string;
  readonly repository: string;
  readonly tag: string;
  readonly title: string;
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly port: number;
  readonly servicePort: number;
  readonly health: ServiceSpec['health'];
  /** Variables of the container that come from a Secret; in `.env` they have the service's name in front. */
  readonly secretVariables: readonly string[];
  readonly environment: (service: string) => Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  /** Asked inside the container; without it the health path is asked. */
  readonly probeCommand?: readonly string[];
  /** User and group of the image. */
  readonly user: number;
  readonly data?: { readonly mountFolder: string; readonly size: string };
  /** Folders that are written to and need not last. */
  readonly scratch: readonly string[];
  readonly files: readonly PresetFile[];
  readonly memory: { readonly request: string; readonly limit: string };
  readonly logErrorPatterns: readonly string[];
}

const TCP = { protocol: 'tcp', path: '/', echoesTag: false } as const;

const postgres: ImagePreset = {
  name: 'postgres',
  repository: 'docker.io/library/postgres',
  tag: '17',
  title: 'PostgreSQL',
  kind: 'StatefulSet',
  port: 5432,
  servicePort: 5432,
  health: TCP,
  secretVariables: ['POSTGRES_PASSWORD'],
  environment: (service) => ({
    POSTGRES_DB: service.replaceAll('-', '_'),
    // The mounted folder itself holds lost+found on many volumes: initdb wants an empty one.
    PGDATA: '/var/lib/postgresql/data/pgdata',
  }),
  probeCommand: ['pg_isready', '-q', '-h', '127.0.0.1', '-U', 'postgres'],
  user: 999,
  data: { mountFolder: '/var/lib/postgresql/data', size: '5Gi' },
  scratch: ['/var/run/postgresql', '/tmp'],
  files: [],
  memory: { request: '128Mi', limit: '512Mi' },
  // A client that is refused or asks for a table that is not there is logged as FATAL or ERROR.
  logErrorPatterns: ['PANIC:'],
};

/** The password goes into a file that only the server reads: arguments are seen by everybody on the node. */
const REDIS_START = `umask 077
printf 'dir /data\\nappendonly yes\\nrequirepass %s\\n' "$REDIS_PASSWORD" > /tmp/redis.conf
exec redis-server /tmp/redis.conf
`;

const redis: ImagePreset = {
  name: 'redis',
  repository: 'docker.io/library/redis',
  tag: '7',
  title: 'Redis',
  kind: 'StatefulSet',
  port: 6379,
  servicePort: 6379,
  health: TCP,
  secretVariables: ['REDIS_PASSWORD'],
  environment: () => ({}),
  command: ['sh', '-c', REDIS_START],
  probeCommand: ['sh', '-c', 'REDISCLI_AUTH="$REDIS_PASSWORD" redis-cli ping | grep -q PONG'],
  user: 999,
  data: { mountFolder: '/data', size: '1Gi' },
  scratch: ['/tmp'],
  files: [],
  memory: { request: '64Mi', limit: '256Mi' },
  logErrorPatterns: ['FATAL CONFIG FILE ERROR', 'Out Of Memory'],
};

const NGINX_SITE = `server {
  listen 8080;
  root /usr/share/nginx/html;
  location = /health {
    access_log off;
    default_type text/plain;
    return 200 "ok\\n";
  }
}
`;

const nginx: ImagePreset = {
  name: 'nginx',
  repository: 'docker.io/library/nginx',
  tag: '1.28',
  title: 'nginx',
  kind: 'Deployment',
  port: 8080,
  servicePort: 80,
  health: { protocol: 'http', path: '/health', echoesTag: false },
  secretVariables: [],
  environment: () => ({}),
  user: 101,
  scratch: ['/var/cache/nginx', '/run', '/tmp'],
  files: [
    { name: 'default.conf', mountFolder: '/etc/nginx/conf.d', content: NGINX_SITE },
    {
      name: 'index.html',
      mountFolder: '/usr/share/nginx/html',
      content: '<!doctype html>\n<title>nginx</title>\n<p>It works.</p>\n',
    },
  ],
  memory: { request: '32Mi', limit: '128Mi' },
  logErrorPatterns: ['[emerg]', '[crit]'],
};

export const imagePresets: readonly ImagePreset[] = [postgres, redis, nginx];

/** The preset of an image, official or mirrored. */
export function presetOf(repository: string): ImagePreset | undefined {
  return imagePresets.find(({ name }) => repository.split('/').at(-1) === name);
}
