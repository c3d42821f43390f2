import { badRequest } from '../../store/status-failure.ts';
import type { ResourceRequest } from '../api-request.ts';
import type { FieldValidation } from '../decode/read-kubernetes-object.ts';

/** `dryRun=All` or nothing. */
export function dryRunFrom(values: readonly string[]): boolean {
  if (values.some((value) => value !== 'All' && value !== '')) {
    throw badRequest(
      `dryRun: Unsupported value: ${JSON.stringify(values.join(',').slice(0, 50))}: supported values: "All"`,
    );
  }
  return values.includes('All');
}

export function validationFrom(query: URLSearchParams): FieldValidation {
  const value = query.get('fieldValidation') || 'Warn';
  if (value === 'Strict' || value === 'Warn' || value === 'Ignore') return value;
  throw badRequest('fieldValidation: Unsupported value: supported values: "Ignore", "Strict", "Warn"');
}

/** Adds a `Warning` header, as kubectl shows it. */
export function warner({ response }: ResourceRequest): (text: string) => void {
  return (text) => response.appendHeader('warning', `299 - ${JSON.stringify(text.replaceAll(/[^\x20-\x7e]/g, '?'))}`);
}
