/** What the client wants to have: an object, a table, or metadata alone. Always JSON. */
export interface Accept {
  readonly as: 'Object' | 'Table' | 'PartialObjectMetadata';
  readonly version: string;
}

/** Reads an Accept header: the first JSON variant that can be answered; protobuf and the like are passed over. */
export function parseAccept(header: string | undefined): Accept {
  for (const part of (header ?? '').slice(0, 2048).split(',')) {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    if (type !== 'application/json' && type !== '*/*' && type !== 'application/*') continue;
    const values = new Map(parameters.map((piece) => [piece.split('=')[0] ?? '', piece.split('=')[1] ?? '']));
    const as = values.get('as');
    if (as === undefined) return { as: 'Object', version: 'v1' };
    if (values.get('g') !== 'meta.k8s.io') continue;
    const version = values.get('v') ?? 'v1';
    if (as === 'Table') return { as, version };
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') {
      return { as: 'PartialObjectMetadata', version };
    }
  }
  return { as: 'Object', version: 'v1' };
}
