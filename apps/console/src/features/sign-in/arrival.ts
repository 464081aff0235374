/** How somebody has come to the sign-in page. */
export type Arrival =
  | { readonly kind: 'link'; readonly code: string }
  | { readonly kind: 'provider' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'plain' };

/** The code of a one-time link is in the fragment, which no server or log gets to see. */
export function arrivalOf({ hash, search }: { readonly hash: string; readonly search: string }): Arrival {
  const code = new URLSearchParams(hash.replace(/^#/, '')).get('code');
  if (code !== null) return { kind: 'link', code };
  const query = new URLSearchParams(search);
  if (query.has('code') && query.has('state')) return { kind: 'provider' };
  const error = query.get('error_description') ?? query.get('error');
  return error === null ? { kind: 'plain' } : { kind: 'refused', reason: error };
}

/** Where to go after signing in: only a path of this console, never another site. */
export function returnAddress(search: string): string {
  const wanted = new URLSearchParams(search).get('return_to') ?? '/';
  return isPath(wanted) ? wanted : '/';
}

export function isPath(address: string): boolean {
  return /^\/(?![/\\])/.test(address);
}
