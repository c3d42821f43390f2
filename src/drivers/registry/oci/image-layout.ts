import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LoungeError } from '../../../domain/errors.ts';
import {
  MAX_DOCUMENT_BYTES,
  parseImageDocument,
  parseJson,
  sha256,
  type Descriptor,
  type ImageDocument,
} from './image-documents.ts';

export interface LayoutDocument {
  readonly digest: string;
  readonly mediaType: string;
  readonly content: Buffer;
  readonly document: ImageDocument;
}

/** The image in an OCI layout folder: what index.json names first, and all behind it, the innermost first. Throws IMAGE_LAYOUT_INVALID. */
export async function readLayout(folder: string): Promise<readonly LayoutDocument[]> {
  const text = await readFile(join(folder, 'index.json')).catch(() => Buffer.alloc(0));
  const index = parseImageDocument(text);
  const [entry, ...more] = index?.kind === 'index' ? index.manifests : [];
  if (index?.kind !== 'index' || entry === undefined || more.length > 0)
    throw invalid(folder, 'index.json does not name one image');
  return await readBehind(folder, entry, 0);
}

async function readBehind(folder: string, descriptor: Descriptor, depth: number): Promise<readonly LayoutDocument[]> {
  const content = await readBlob(folder, descriptor.digest);
  const document = parseImageDocument(content);
  if (document === undefined || depth > 2) throw invalid(folder, `${descriptor.digest} is not a manifest`);
  const below = document.kind === 'index' ? document.manifests : [];
  const documents = [];
  for (const one of below) documents.push(...(await readBehind(folder, one, depth + 1)));
  return [...documents, { digest: descriptor.digest, mediaType: descriptor.mediaType, content, document }];
}

/** A small blob, its digest verified. */
export async function readBlob(folder: string, digest: string): Promise<Buffer> {
  const file = blobFile(folder, digest);
  const size = (await stat(file).catch(() => undefined))?.size;
  if (size === undefined || size > MAX_DOCUMENT_BYTES) throw invalid(folder, `${digest} is missing or too large`);
  const content = await readFile(file);
  if (sha256(content) !== digest) throw invalid(folder, `${digest} is damaged`);
  return content;
}

export function blobFile(folder: string, digest: string): string {
  return join(folder, 'blobs', 'sha256', digest.slice('sha256:'.length));
}

/** What stands in for base images of this image, from its label; undefined for a real one. */
export async function standInOf(folder: string, documents: readonly LayoutDocument[]): Promise<string | undefined> {
  for (const { document } of documents) {
    if (document.kind !== 'manifest') continue;
    const config = parseJson(await readBlob(folder, document.config.digest)) as
      | { readonly config?: { readonly Labels?: unknown } }
      | undefined;
    const labels = new Map(Object.entries(config?.config?.Labels ?? {}));
    const label = labels.get('io.lounge.stand-in') ?? labels.get('io.lounge.runtime');
    if (label !== undefined) return String(label).slice(0, 200);
  }
  return undefined;
}

export function invalid(folder: string, problem: string): LoungeError {
  return new LoungeError('IMAGE_LAYOUT_INVALID', { folder, problem });
}
