/** The parts of an image's configuration that a container needs. */
export interface ImageConfig {
  readonly architecture?: string;
  readonly os?: string;
  readonly config?: {
    readonly User?: string;
    readonly Env?: readonly string[] | null;
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly WorkingDir?: string;
    readonly Labels?: Readonly<Record<string, string>> | null;
    readonly StopSignal?: string;
  };
  readonly rootfs?: { readonly diff_ids?: readonly string[] };
}

export interface Descriptor {
  readonly digest: string;
  readonly size: number;
  readonly platform?: { readonly os?: string; readonly architecture?: string; readonly variant?: string };
}

export interface ImageManifest {
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MOST_LAYERS = 200;

/** An index gives its manifests, an image its configuration and layers. Throws for anything else. */
export function parseManifest(bytes: Buffer): { readonly manifests: readonly Descriptor[] } | ImageManifest {
  const value = parseObject(bytes, 'manifest');
  if (Array.isArray(value.manifests)) return { manifests: value.manifests.map(descriptorOf) };
  if (!Array.isArray(value.layers) || value.layers.length > MOST_LAYERS) throw new Error('the manifest is no image');
  return { config: descriptorOf(value.config), layers: value.layers.map(descriptorOf) };
}

export function parseImageConfig(bytes: Buffer): ImageConfig {
  const value = parseObject(bytes, 'image configuration');
  const config = (isObject(value.config) ? value.config : {}) as Record<string, unknown>;
  for (const field of ['Env', 'Entrypoint', 'Cmd']) {
    const list = config[field];
    if (list !== undefined && list !== null && !isTexts(list))
      throw new Error(`${field} of the image is no list of texts`);
  }
  for (const field of ['User', 'WorkingDir']) {
    if (config[field] !== undefined && typeof config[field] !== 'string')
      throw new Error(`${field} of the image is no text`);
  }
  return { ...value, config } as ImageConfig;
}

function descriptorOf(value: unknown): Descriptor {
  if (!isObject(value) || typeof value.digest !== 'string' || !DIGEST.test(value.digest)) {
    throw new Error('a descriptor without a sha256 digest');
  }
  const size = typeof value.size === 'number' ? value.size : 0;
  return { digest: value.digest, size, ...(isObject(value.platform) ? { platform: value.platform } : {}) };
}

function parseObject(bytes: Buffer, what: string): Record<string, unknown> {
  const value: unknown = JSON.parse(bytes.toString());
  if (!isObject(value)) throw new Error(`the ${what} is no object`);
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
