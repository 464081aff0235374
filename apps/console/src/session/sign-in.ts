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
