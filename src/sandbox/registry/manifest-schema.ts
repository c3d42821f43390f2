import { z } from 'zod';
import { RegistryFailure } from './registry-failure.ts';

const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const DOCKER_LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';

const Descriptor = z.looseObject({
  mediaType: z.string().min(1).max(255),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  size: z.number().int().nonnegative(),
  urls: z.array(z.string()).optional(),
});
const Common = {
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  artifactType: z.string().max(255).optional(),
  subject: Descriptor.optional(),
  annotations: z.record(z.string(), z.string()).optional(),
};
const ImageManifest = z.looseObject({ ...Common, config: Descriptor, layers: z.array(Descriptor).max(10_000) });
const ImageIndex = z.looseObject({ ...Common, manifests: z.array(Descriptor).max(10_000) });

/** What the registry needs to know of a manifest. */
export interface ManifestFacts {
  readonly mediaType: string;
  /** Digests that must be blobs of the repository already. */
  readonly blobs: readonly string[];
  /** Digests that must be manifests of the repository already. */
  readonly manifests: readonly string[];
  readonly subject?: string;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Validates a manifest or index, OCI or Docker (schema 2); throws MANIFEST_INVALID. */
export function readManifest(content: Uint8Array, contentType: string | undefined): ManifestFacts {
  const value = parseJson(content);
  const stated = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  const inside = isRecord(value) && typeof value['mediaType'] === 'string' ? value['mediaType'] : undefined;
  if (stated && inside && stated !== inside) throw invalid(`it says ${inside}, but was sent as ${stated}`);
  const mediaType = inside ?? stated ?? OCI_MANIFEST;
  if (mediaType === OCI_MANIFEST || mediaType === DOCKER_MANIFEST)
    return imageFacts(check(ImageManifest, value), mediaType);
  if (mediaType === OCI_INDEX || mediaType === DOCKER_LIST) return indexFacts(check(ImageIndex, value), mediaType);
  throw invalid(`the media type ${mediaType.slice(0, 100)} is not supported`);
}

function imageFacts(manifest: z.infer<typeof ImageManifest>, mediaType: string): ManifestFacts {
  // Layers with urls live elsewhere (foreign layers) and need not be here.
  const layers = manifest.layers.filter((layer) => layer.urls === undefined || layer.urls.length === 0);
  const blobs = [manifest.config, ...layers].map((descriptor) => descriptor.digest);
  return { mediaType, blobs, manifests: [], ...referrerFacts(manifest, manifest.config.mediaType) };
}

function indexFacts(index: z.infer<typeof ImageIndex>, mediaType: string): ManifestFacts {
  return {
    mediaType,
    blobs: [],
    manifests: index.manifests.map((one) => one.digest),
    ...referrerFacts(index, undefined),
  };
}

function referrerFacts(
  manifest: z.infer<typeof ImageIndex> | z.infer<typeof ImageManifest>,
  fallback: string | undefined,
) {
  const artifactType = manifest.artifactType ?? fallback;
  return {
    ...(manifest.subject ? { subject: manifest.subject.digest } : {}),
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(manifest.annotations ? { annotations: manifest.annotations } : {}),
  };
}

function parseJson(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    throw invalid('it is not JSON');
  }
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalid(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong form'}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(problem: string): RegistryFailure {
  return new RegistryFailure('MANIFEST_INVALID', `The manifest is not valid: ${problem}.`);
}
