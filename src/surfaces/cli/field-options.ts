import { z } from 'zod';
import type { Operation } from '../../operations/define-operation.ts';

/** One field of an operation's input, as the command line sees it. */
export interface FieldOption {
  readonly field: string;
  /** `--dry-run` */
  readonly flag: string;
  readonly type: 'string' | 'number' | 'boolean' | 'list';
  readonly choices: readonly string[];
  readonly required: boolean;
  readonly defaultValue: unknown;
}

interface PropertySchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
}

/** The fields of an input schema, read from the same JSON Schema that the MCP tool shows. */
export function fieldOptions(operation: Operation): readonly FieldOption[] {
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, PropertySchema>;
    required?: string[];
  };
  return Object.entries(schema.properties ?? {}).map(([field, property]) => ({
    field,
    flag: `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    type: typeOf(property),
    choices: (property.enum ?? []).map(String),
    required: schema.required?.includes(field) ?? false,
    defaultValue: property.default,
  }));
}

function typeOf(property: PropertySchema): FieldOption['type'] {
  if (property.type === 'boolean') return 'boolean';
  if (property.type === 'array') return 'list';
  return property.type === 'integer' || property.type === 'number' ? 'number' : 'string';
}
