/** Where to go after signing in: only a path of this console, never another site. */
export function returnAddress(search: string): string {
  const wanted = new URLSearchParams(search).get('return_to') ?? '/';
  return /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}
