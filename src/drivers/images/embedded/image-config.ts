import { z } from 'zod';

const Strings = z.array(z.string()).nullish();
const Flags = z.record(z.string(), z.unknown()).nullish();

/** The part of an OCI image config that instructions change (image-spec v1.1, config.md, and Docker's additions). */
const ContainerConfig = z.object({
  User: z.string().nullish(),
  ExposedPorts: Flags,
  Env: Strings,
  Entrypoint: Strings,
  Cmd: Strings,
  Volumes: Flags,
  WorkingDir: z.string().nullish(),
  Labels: z.record(z.string(), z.string()).nullish(),
  StopSignal: z.string().nullish(),
  Healthcheck: z.looseObject({}).nullish(),
  Shell: Strings,
  OnBuild: Strings,
});

/** The config of an image of a registry; anything unknown in it is dropped. */
export const ImageConfigFile = z.object({
  architecture: z.string(),
  os: z.string(),
  author: z.string().optional(),
  config: ContainerConfig.nullish(),
  rootfs: z.object({ diff_ids: z.array(z.string().regex(/^sha256:[0-9a-f]{64}$/)) }),
  history: z.array(z.looseObject({ created_by: z.string().optional(), empty_layer: z.boolean().optional() })).nullish(),
});

/** What instructions have set so far. */
export interface ImageSettings {
  user: string;
  ports: readonly string[];
  env: ReadonlyMap<string, string>;
  entrypoint: readonly string[] | undefined;
  command: readonly string[] | undefined;
  volumes: readonly string[];
  workingDirectory: string;
  labels: ReadonlyMap<string, string>;
  stopSignal: string | undefined;
  healthcheck: Readonly<Record<string, unknown>> | undefined;
  shell: readonly string[] | undefined;
  onBuild: readonly string[];
  author: string | undefined;
}

export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export function emptySettings(): ImageSettings {
  return {
    user: '',
    ports: [],
    env: new Map([['PATH', DEFAULT_PATH]]),
    entrypoint: undefined,
    command: undefined,
    volumes: [],
    workingDirectory: '/',
    labels: new Map(),
    stopSignal: undefined,
    healthcheck: undefined,
    shell: undefined,
    onBuild: [],
    author: undefined,
  };
}

export function settingsOf(file: z.infer<typeof ImageConfigFile>): ImageSettings {
  const config = file.config ?? {};
  const env = (config.Env ?? []).map((pair): [string, string] => [
    pair.split('=', 1)[0] ?? '',
    pair.slice(pair.indexOf('=') + 1),
  ]);
  return {
    user: config.User ?? '',
    ports: Object.keys(config.ExposedPorts ?? {}),
    env: new Map(env),
    entrypoint: config.Entrypoint ?? undefined,
    command: config.Cmd ?? undefined,
    volumes: Object.keys(config.Volumes ?? {}),
    workingDirectory: config.WorkingDir || '/',
    labels: new Map(Object.entries(config.Labels ?? {})),
    stopSignal: config.StopSignal ?? undefined,
    healthcheck: config.Healthcheck ?? undefined,
    shell: config.Shell ?? undefined,
    onBuild: config.OnBuild ?? [],
    author: file.author,
  };
}

export interface HistoryLine {
  readonly createdBy: string;
  readonly emptyLayer: boolean;
}

/** The config file of an image, its keys always in the same order. */
export function configFile(
  settings: ImageSettings,
  platform: string,
  diffIds: readonly string[],
  history: readonly HistoryLine[],
  created: string,
): Uint8Array {
  const [os = 'linux', architecture = '', variant] = platform.split('/');
  const lines = history.map((line) => ({
    created,
    created_by: line.createdBy,
    ...(line.emptyLayer ? { empty_layer: true } : {}),
  }));
  const file = {
    created,
    ...(settings.author === undefined ? {} : { author: settings.author }),
    architecture,
    ...(variant === undefined ? {} : { variant }),
    os,
    config: containerConfig(settings),
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: lines,
  };
  return Buffer.from(JSON.stringify(file));
}

function containerConfig(settings: ImageSettings): object {
  const flags = (names: readonly string[]) =>
    names.length === 0 ? undefined : Object.fromEntries(names.toSorted().map((name) => [name, {}]));
  const labels = [...settings.labels].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    User: settings.user || undefined,
    ExposedPorts: flags(settings.ports),
    Env: [...settings.env].map(([name, value]) => `${name}=${value}`),
    Entrypoint: settings.entrypoint,
    Cmd: settings.command,
    Volumes: flags(settings.volumes),
    WorkingDir: settings.workingDirectory,
    Labels: labels.length === 0 ? undefined : Object.fromEntries(labels),
    StopSignal: settings.stopSignal,
    Healthcheck: settings.healthcheck,
    Shell: settings.shell,
    OnBuild: settings.onBuild.length === 0 ? undefined : settings.onBuild,
  };
}
