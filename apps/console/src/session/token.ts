/**
 * The token of this tab. It is in sessionStorage: a reload keeps it, closing the tab forgets it, and no other tab, site or
 * request has it by itself as with a cookie. A script of ours could read it from anywhere; the CSP lets no other script in.
 */
const KEY = 'patchbay.token';

type SessionState = 'signed-out' | 'signed-in' | 'expired';

const listeners = new Set<() => void>();
let hasExpired = false;

export function readToken(): string | null {
  return sessionStorage.getItem(KEY);
}

export function sessionState(): SessionState {
  if (readToken() === null) return 'signed-out';
  return hasExpired ? 'expired' : 'signed-in';
}

export function keepToken(token: string): void {
  sessionStorage.setItem(KEY, token);
  hasExpired = false;
  tell();
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
  hasExpired = false;
  tell();
}

/** The server refuses the token. The page stays as it is, so that nothing typed is lost, and asks for another one. */
export function expireSession(): void {
  if (hasExpired) return;
  hasExpired = true;
  tell();
}

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
