/** @throws TypeError for what can't be called over HTTP */
export function httpUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new TypeError('must be an http:// or https:// address');
  return text;
}
