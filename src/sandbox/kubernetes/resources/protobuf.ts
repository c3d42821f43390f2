import structs from './protobuf.json' with { type: 'json' };

/** One field of a message. */
export interface ProtobufField {
  readonly name: string;
  /** A zero is said, not just left out: pointers, and what Go always writes. */
  readonly explicit: boolean;
  /** The struct whose fields are the parent's own. */
  readonly inlined?: string;
}

const known = new Map(Object.entries(structs as Record<string, Record<string, string>>));

/** The field of a struct (by the name of its definition) with a number; undefined for one of a newer version. */
export function protobufField(struct: string, number: number): ProtobufField | undefined {
  const mark = known.get(struct)?.[String(number)];
  if (mark === undefined) return undefined;
  if (mark.startsWith('~')) return { name: '', explicit: false, inlined: mark.slice(1) };
  return mark.startsWith('*') ? { name: mark.slice(1), explicit: true } : { name: mark, explicit: false };
}
