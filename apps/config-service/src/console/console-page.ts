const HEAD = /<head(?:\s[^>]*)?>/i;
const OWN_BASE = /<base\s[^>]*>/gi;

/** Where the console lies for browsers, slash at its end: below the path of the public address, if there is one. */
export function consoleBase(publicUrl: string): string {
  const path = publicUrl === '' ? '' : new URL(publicUrl).pathname.replace(/\/$/, '');
  return `${path}/console/`;
}

/**
 * The console's page for one answer: everything in it is relative to the base, and the styles that it writes carry the nonce,
 * which it finds as Vite's own scripts do.
 */
export function consolePage(html: string, { base, nonce }: { base: string; nonce: string }): string {
  const additions = `<base href="${escaped(base)}"><meta property="csp-nonce" nonce="${nonce}">`;
  // A function, because a dollar in the replacement text would be read as a reference.
  return html.replaceAll(OWN_BASE, '').replace(HEAD, (head) => head + additions);
}

/** What a browser lets the page do: only what is served here, and talk to the identity provider. */
export function consolePolicy(nonce: string, issuer: string): string {
  const provider = URL.parse(issuer)?.origin;
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self'${provider === undefined ? '' : ` ${provider}`}`,
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
