import { AppError } from '@patchbay/integration-contracts';
import type { Field } from '@patchbay/integration-contracts';
import { INSTANCE_SCOPE } from '@patchbay/integration-contracts';
import type { DataQuery } from '../settings/settings.store.ts';
import { addressOf } from './integration-address.ts';
import { pageLimitOf, queryParametersOf } from './query-parameters.ts';

const MAX_LIMIT = 100;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads the query of a search by a data field.
 * @returns nothing where the field can't have such a value: then nobody has it
 * @throws AppError `invalid_request` for parameters that are missing, unknown or ill-formed
 */
export function searchQueryOf(query: unknown): DataQuery | undefined {
  const given = queryParametersOf(query, ['name', 'field', 'value', 'limit', 'cursor']);
  const { name: slug, field, value: text, cursor } = given;
  if (slug === undefined || field === undefined || text === undefined) {
    throw new AppError('invalid_request', 'name, field and value must be given.');
  }
  if (cursor !== undefined && !ID.test(cursor)) {
    throw new AppError('invalid_request', 'cursor is not one that this API gave; start without one.');
  }
  const { definition } = addressOf(INSTANCE_SCOPE, slug);
  const limit = pageLimitOf(given.limit, MAX_LIMIT);
  const value = dataFieldOf(definition.fields, field).schema.safeParse(text.trim());
  if (!value.success) return undefined;
  return {
    name: definition.name,
    field,
    value: value.data,
    limit,
    ...(cursor !== undefined && { after: cursor }),
  };
}

function dataFieldOf(fields: Readonly<Record<string, Field>>, name: string): Field {
  const declared = Object.entries(fields).filter(([, { options }]) => options.dataField === true);
  const [, found] = declared.find(([one]) => one === name) ?? [];
  if (found !== undefined) return found;
  const known = declared.map(([one]) => one).join(', ');
  throw new AppError(
    'invalid_request',
    known === '' ? 'The integration has no fields to search by.' : `field must be one of ${known}.`,
  );
}
