/** A difference between the engines that we know and leave, with its reason. */
export interface KnownDifference {
  readonly aspect: RegExp;
  readonly onlyOn: 'sandbox' | 'kubernetes';
  /** Lines of the aspect that only this engine has. */
  readonly line: RegExp;
  readonly what: string;
  readonly why: string;
  /** Seen in some runs only, for it depends on timing. */
  readonly isSometimes: boolean;
}

/** Every known difference; docs/fidelity.md is made of it. A new one fails the suite, as does one that is gone. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    aspect: /: shape$/,
    onlyOn: 'sandbox',
    line: /^(services\[\]\.)?url: string$/,
    what: '`url` in the JSON of `ship` and `status`',
    why: 'The gateway of the sandbox stands in for the tunnel and knows its address. On a cluster a service is published by the tunnel alone.',
    isSometimes: false,
  },
  {
    aspect: /^reasons of events$/,
    onlyOn: 'kubernetes',
    line: /^Pod FailedToRetrieveImagePullSecret$/,
    what: 'the Event `FailedToRetrieveImagePullSecret` of a pod that has just begun',
    why: 'A kubelet reads the pull secret by a cache of its own, which may not have it yet in that moment; it pulls all the same, or tries again.',
    isSometimes: true,
  },
];
