import { errorMessages, type ErrorCode } from './messages/errors/index.ts';
import { fillPlaceholders, type Parameters } from './messages/fill-placeholders.ts';
import type { Language } from './language.ts';

export type { ErrorCode };

export interface LoungeErrorOptions {
  readonly cause?: unknown;
  /** Trying the same again later may help. */
  readonly retryable?: boolean;
}

/** An expected failure: a stable code, what happened, and how to mend it. Anything else that is thrown is a bug. */
export class LoungeError extends Error {
  override readonly name = 'LoungeError';
  readonly code: ErrorCode;
  readonly parameters: Parameters;
  readonly retryable: boolean;

  constructor(code: ErrorCode, parameters: Parameters = {}, options: LoungeErrorOptions = {}) {
    super(
      fillPlaceholders(errorMessages[code].en.message, parameters),
      options.cause === undefined ? {} : { cause: options.cause },
    );
    this.code = code;
    this.parameters = parameters;
    this.retryable = options.retryable ?? false;
  }
}

/** The error as a person reads it. */
export function describeError(
  error: LoungeError,
  language: Language,
): { readonly message: string; readonly hint: string } {
  const text = errorMessages[error.code][language];
  return {
    message: fillPlaceholders(text.message, error.parameters, language),
    hint: fillPlaceholders(text.hint, error.parameters, language),
  };
}
