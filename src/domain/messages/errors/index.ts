import type { Language } from '../../language.ts';
import { bootstrapErrors } from './bootstrap.ts';
import { clusterErrors } from './cluster.ts';
import { engineErrors } from './engine.ts';
import { generalErrors } from './general.ts';
import { gitErrors } from './git.ts';
import { imageErrors } from './images.ts';
import { policyErrors } from './policy.ts';
import { releaseErrors } from './release.ts';

/** What happened, and how to mend it. */
export type ErrorText = Readonly<Record<Language, { readonly message: string; readonly hint: string }>>;

export const errorMessages = {
  ...generalErrors,
  ...gitErrors,
  ...imageErrors,
  ...clusterErrors,
  ...bootstrapErrors,
  ...engineErrors,
  ...policyErrors,
  ...releaseErrors,
} satisfies Record<string, ErrorText>;

export type ErrorCode = keyof typeof errorMessages;
