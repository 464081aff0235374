import { setNonce } from 'get-nonce';

const given = document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// The library's dialogues lock the page's scrolling with a style element of their own, through this package.
setNonce(given);

/** What the server's CSP lets style elements in with; a new one for each page that is loaded. */
export function styleNonce(): string {
  return given;
}
