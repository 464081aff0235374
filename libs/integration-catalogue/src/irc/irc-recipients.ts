/**
 * Addresses of channels and people, from a list that blanks separate. An entry is a whole `irc://` or `ircs://` address, or a
 * name on the default server; what leads to neither is left out.
 */
export function ircRecipients(list: string, defaultServer: string | undefined): readonly string[] {
  const entries = list.split(/\s+/).filter((entry) => entry !== '');
  const addresses = entries.map((entry) => addressOf(entry) ?? onServer(entry, defaultServer));
  return [...new Set(addresses.filter((address) => address !== undefined))];
}

function onServer(name: string, server: string | undefined): string | undefined {
  const origin = /^ircs?:\/\/[^\s/?#]+/i.exec(server ?? '')?.[0];
  if (origin === undefined || name.includes('://')) return undefined;
  return addressOf(`${origin}/${name.replace(/^\/+/, '')}`);
}

function addressOf(text: string): string | undefined {
  const url = URL.parse(text);
  const isIrc = url?.protocol === 'irc:' || url?.protocol === 'ircs:';
  // A server alone names no one.
  return isIrc && url.host !== '' && `${url.pathname}${url.hash}`.length > 1 ? text : undefined;
}
