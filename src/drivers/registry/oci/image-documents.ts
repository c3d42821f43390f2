import { createHash } from 'node:crypto';
import { z } from 'zod';

export const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

const Descriptor = z.looseObject({
  mediaType: z.string().max(255),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  size: z.number().int().nonnegative(),
  platform: z.looseObject({ os: z.string(), architecture: z.string() }).optional(),
  annotations: z.record(z.string(), z.string()).nullish(),
});
export type Descriptor = z.infer<typeof Descriptor>;

const Manifest = z.looseObject({ config: Descriptor, layers: z.array(Descriptor).max(1000) });
const Index = z.looseObject({ manifests: z.array(Descriptor).max(1000) });

/** A manifest or an index, as read from a registry or a layout. */
export type ImageDocument =
  | { readonly kind: 'manifest'; readonly config: Descriptor; readonly layers: readonly Descriptor[] }
  | { readonly kind: 'index'; readonly manifests: readonly Descriptor[] };

export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const;

/** Undefined when it is neither. */
export function parseImageDocument(content: Uint8Array): ImageDocument | undefined {
  const value = parseJson(content);
  const manifest = Manifest.safeParse(value);
  if (manifest.success) return { kind: 'manifest', config: manifest.data.config, layers: manifest.data.layers };
  const index = Index.safeParse(value);
  return index.success ? { kind: 'index', manifests: index.data.manifests } : undefined;
}

export function parseJson(content: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(content).toString('utf8'));
  } catch {
    return undefined;
  }
}

export function sha256(content: Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
