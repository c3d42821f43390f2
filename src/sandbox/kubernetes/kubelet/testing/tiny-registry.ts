import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';

export interface LayerEntry extends Partial<Header> {
  readonly name: string;
  readonly content?: string;
}

export interface TestImage {
  readonly layers: readonly (readonly LayerEntry[])[];
  readonly config?: Readonly<Record<string, unknown>>;
  readonly gzip?: boolean;
  readonly platforms?: readonly string[];
}

/** A registry in memory for tests of pulling: what was pushed to it, over HTTP, with or without a login. */
export class TinyRegistry {
  readonly requests: string[] = [];
  /** `user:password`; everybody may read where it is undefined. */
  login: string | undefined;
  readonly #documents = new Map<string, Buffer>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      this.requests.push(request.url ?? '');
      const wanted = this.login === undefined ? undefined : `Basic ${Buffer.from(this.login).toString('base64')}`;
      if (wanted !== undefined && request.headers.authorization !== wanted) response.writeHead(401).end();
      else {
        const body = this.#documents.get(request.url ?? '');
        response.writeHead(body ? 200 : 404).end(body);
      }
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  get host(): string {
    const address = this.#server.address();
    return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** Answers the digest of the manifest (or of the index, with `platforms`). */
  async push(repository: string, tag: string, { layers, config, gzip = true, platforms }: TestImage): Promise<string> {
    const tars = await Promise.all(layers.map(async (layer) => await tarOf(layer)));
    const blobs = tars.map((tar) => (gzip ? gzipSync(tar) : tar));
    const document = {
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config,
      rootfs: { type: 'layers', diff_ids: tars.map(digestOf) },
    };
    const configBytes = Buffer.from(JSON.stringify(document));
    const manifest = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: descriptor(configBytes),
      layers: blobs.map(descriptor),
    };
    for (const blob of [...blobs, configBytes]) this.#documents.set(`/v2/${repository}/blobs/${digestOf(blob)}`, blob);
    const digest = this.#manifest(repository, tag, manifest);
    if (!platforms) return digest;
    const manifests = platforms.map((architecture) => ({ digest, size: 1, platform: { os: 'linux', architecture } }));
    return this.#manifest(repository, tag, { schemaVersion: 2, manifests });
  }

  /** Puts other bytes in the place of a blob. */
  corrupt(repository: string): void {
    for (const path of this.#documents.keys()) {
      if (path.startsWith(`/v2/${repository}/blobs/`)) this.#documents.set(path, gzipSync(Buffer.alloc(1024)));
    }
  }

  #manifest(repository: string, tag: string, value: unknown): string {
    const bytes = Buffer.from(JSON.stringify(value));
    for (const name of [tag, digestOf(bytes)]) this.#documents.set(`/v2/${repository}/manifests/${name}`, bytes);
    return digestOf(bytes);
  }
}

async function tarOf(entries: readonly LayerEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const { content, ...header } of entries) tar.entry({ mode: 0o755, ...header }, content ?? '');
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function descriptor(bytes: Buffer): { digest: string; size: number } {
  return { digest: digestOf(bytes), size: bytes.length };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
