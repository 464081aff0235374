import { AppError } from '@patchbay/integration-contracts';

const DEFAULT_LIMIT = 20;

/**
 * The parameters of a query, each of which may be given once.
 * @throws AppError `invalid_request` for one that is not among the names, or is no text
 */
export function queryParametersOf<const Name extends string>(
  query: unknown,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const known = (name: string): name is Name => names.some((one) => one === name);
  const parameters: Partial<Record<Name, string>> = {};
  for (const [name, value] of Object.entries(typeof query === 'object' && query !== null ? query : {})) {
    if (!known(name)) {
      throw new AppError('invalid_request', `There are only ${names.join(', ')} to ask by.`);
    }
    if (typeof value !== 'string') throw new AppError('invalid_request', `${name} must be given once.`);
    parameters[name] = value;
  }
  return parameters;
}

/** @throws AppError `invalid_request` when it is no whole number from 1 to the largest page that there is */
export function pageLimitOf(text: string | undefined, maxLimit: number): number {
  if (text === undefined) return Math.min(DEFAULT_LIMIT, maxLimit);
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > maxLimit) {
    throw new AppError('invalid_request', `limit must be a whole number from 1 to ${maxLimit}.`);
  }
  return limit;
}

/** For `Link`. Relative, because only the caller knows by which address it reached this service. */
export function nextPageLink(url: string, cursor: string): string {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `<${path}?${parameters.toString()}>; rel="next"`;
}
