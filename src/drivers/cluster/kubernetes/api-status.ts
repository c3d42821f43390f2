import { redact } from '../../../platform/redact.ts';
import { isRecord } from './strip-object.ts';

/** An answer of the API server about itself: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/. */
export interface ApiStatus {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  /** Name of the object it is about, if it is about one. */
  readonly name: string | undefined;
}

const LONGEST_MESSAGE = 1000;

/** The Status in a body, or undefined when it is something else. */
export function parseStatus(text: string): ApiStatus | undefined {
  const value = parseJson(text);
  if (!isRecord(value) || value['kind'] !== 'Status' || value['apiVersion'] !== 'v1') return undefined;
  const details = isRecord(value['details']) ? value['details'] : {};
  return {
    code: typeof value['code'] === 'number' ? value['code'] : 0,
    reason: typeof value['reason'] === 'string' ? value['reason'] : '',
    message: redact(typeof value['message'] === 'string' ? value['message'] : '').slice(0, LONGEST_MESSAGE),
    name: typeof details['name'] === 'string' && details['name'] !== '' ? details['name'] : undefined,
  };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
