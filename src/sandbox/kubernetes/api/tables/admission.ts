import { fieldsAt, fieldsOf, listOf, textOf } from '../../resources/fields.ts';
import { ageOf } from './human-duration.ts';
import { columns, type TableDefinition } from './table-definition.ts';

const UNSET = '<unset>';

export const policyTable: TableDefinition = {
  columns: columns('Name', 'Validations:integer', 'ParamKind', 'Age'),
  cells: ({ metadata, spec }, now) => {
    const kind = fieldsOf(fieldsOf(spec)?.paramKind);
    return [
      metadata.name,
      listOf(fieldsOf(spec)?.validations).length,
      kind ? `${textOf(kind.apiVersion)}/${textOf(kind.kind)}` : UNSET,
      ageOf(metadata.creationTimestamp, now),
    ];
  },
};

export const policyBindingTable: TableDefinition = {
  columns: columns('Name', 'PolicyName', 'ParamRef', 'Age'),
  cells: ({ metadata, spec }, now) => {
    const reference = fieldsOf(fieldsOf(spec)?.paramRef);
    return [
      metadata.name,
      textOf(fieldsAt({ spec }, 'spec').policyName),
      reference ? `${textOf(reference.namespace) || '*'}/${textOf(reference.name)}` : UNSET,
      ageOf(metadata.creationTimestamp, now),
    ];
  },
};
