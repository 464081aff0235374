import createClient, { defaultPathSerializer } from 'openapi-fetch';
import type { Middleware } from 'openapi-fetch';
import { currentLanguage } from '../texts/language.ts';
import { expireSession, readToken } from '../session/token.ts';
import { ApiError, apiErrorOf } from './api-error.ts';
import { SERVICE_ADDRESS } from './base-address.ts';
import type { paths } from './openapi.gen.ts';

const asReader: Middleware = {
  onRequest({ request }) {
    const token = readToken();
    // Somebody who signs in tries another token than the one that is kept.
    if (token !== null && !request.headers.has('authorization'))
      request.headers.set('authorization', `Bearer ${token}`);
    request.headers.set('accept-language', currentLanguage());
  },
  onResponse({ request, response }) {
    // What was asked with a token that was replaced meanwhile says nothing about the new one.
    const isPresent = request.headers.get('authorization') === `Bearer ${readToken()}`;
    if (response.status === 401 && isPresent) expireSession();
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    return new ApiError('offline', error instanceof Error ? error.message : String(error));
  },
};

/** Calls of config-service. `{place}` is one of a scope, see `placeOf`, and goes into the address as it is. */
export const api = createClient<paths>({
  baseUrl: SERVICE_ADDRESS,
  pathSerializer: (path, { place, ...others }) =>
    defaultPathSerializer(path.replace('{place}', String(place)), others),
});
api.use(asReader);

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * The body of a call that succeeded.
 * @throws ApiError for every other end
 */
export async function bodyOf<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await answerOf(call)).body;
}

/**
 * The same with the headers.
 * @throws ApiError
 */
export async function answerOf<T>(call: Promise<Answer<T>>): Promise<{ body: T; headers: Headers }> {
  const { data, error, response } = await call;
  if (!response.ok) throw apiErrorOf(response, error);
  // Answers without a body are of calls whose type has none.
  return { body: data as T, headers: response.headers };
}
