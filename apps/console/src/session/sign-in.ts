import { api, bodyOf } from '../api/client.ts';
import { keepToken } from './token.ts';

/**
 * Keeps a token if the server takes it.
 * @throws ApiError `unauthenticated` for one that it does not take
 */
export async function signInWithToken(token: string): Promise<void> {
  await bodyOf(api.GET('/api/v4/tokens/self', { headers: { authorization: `Bearer ${token}` } }));
  keepToken(token);
}

/**
 * Exchanges the code of a one-time link for a token, and keeps that.
 * @throws ApiError `unauthenticated` for a code that was used or is too old
 */
export async function signInWithCode(code: string): Promise<void> {
  const { token } = await bodyOf(api.POST('/api/v4/sign_in', { body: { code } }));
  keepToken(token);
}
