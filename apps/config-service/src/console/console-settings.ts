import { setting } from '@patchbay/service-kit/config';

/** The console: where it is, who may come in through it, and for how long. */
export const consoleSettings = {
  CONSOLE: setting.boolean({ doc: 'Whether the console is served at /console/.', default: true }),
  CONSOLE_FOLDER: setting.text({
    doc: 'The folder with the built console. Empty: apps/console/dist beside this service.',
    default: '',
  }),
  PUBLIC_URL: setting.custom('URL', publicUrl, {
    doc: 'Where browsers find this service, with the path that a proxy takes away before it passes requests on. Empty: at / of the host that they ask.',
    default: '',
    example: 'https://tools.example.com/patchbay',
  }),
  CONSOLE_SESSION: setting.duration({
    doc: 'How long somebody stays in the console who came with a one-time link; never longer than the token that made the link.',
    default: 12 * 3_600_000,
    min: 60_000,
  }),
  OIDC_CONSOLE_CLIENT_ID: setting.text({
    doc: 'The console’s client id at OIDC_ISSUER, a public client with PKCE. Empty: nobody signs in to the console there.',
    default: '',
    example: 'patchbay-console',
  }),
};

/**
 * @returns the URL without a slash at its end
 * @throws TypeError for what is no plain http or https address
 */
function publicUrl(text: string): string {
  if (text === '') return '';
  const url = URL.parse(text);
  const isPlain =
    url !== null && /^https?:$/.test(url.protocol) && url.search + url.hash + url.username === '';
  if (!isPlain) throw new TypeError('must be an http or https URL without a query');
  return url.href.replace(/\/+$/, '');
}
