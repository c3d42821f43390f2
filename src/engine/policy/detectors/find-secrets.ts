import { findConnectionStrings } from './connection-string.ts';
import { findPrivateKeys } from './private-key.ts';
import { findProviderTokens } from './provider-token.ts';
import { findTunnelTokens } from './tunnel-token.ts';

/** Something that looks like a secret; the value itself is never kept. */
export interface DetectedSecret {
  readonly detector: 'token' | 'private-key' | 'tunnel-token' | 'connection-string';
  /** Name of the kind for people: `GitHub token`. */
  readonly kind: string;
  /** Offset in the text. */
  readonly index: number;
}

/** Everything in a text that looks like a secret by its shape. Linear in the text. */
export function findSecrets(text: string): readonly DetectedSecret[] {
  return [
    ...findProviderTokens(text).map(({ kind, index }) => ({ detector: 'token' as const, kind, index })),
    ...findPrivateKeys(text).map((index) => ({ detector: 'private-key' as const, kind: 'private key', index })),
    ...findTunnelTokens(text).map((index) => ({ detector: 'tunnel-token' as const, kind: 'tunnel token', index })),
    ...findConnectionStrings(text).map(({ scheme, index }) => ({
      detector: 'connection-string' as const,
      kind: `${scheme} address with a password`,
      index,
    })),
  ];
}
