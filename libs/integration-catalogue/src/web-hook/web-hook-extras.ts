import type { RequestSpec } from '@patchbay/integration-contracts';
import { clientCertificate } from './client-certificate.ts';
import { customHeaders } from './custom-headers.ts';

/** What the security settings of a web hook are, as far as they are given. */
interface SecuritySettings {
  readonly token?: string | undefined;
  readonly custom_headers?: string | undefined;
  readonly enable_ssl_verification: boolean;
  readonly signing_secret?: string | undefined;
  readonly signing_secret_previous?: string | undefined;
  readonly signing_key?: string | undefined;
  readonly oauth_token_url?: string | undefined;
  readonly oauth_client_id?: string | undefined;
  readonly oauth_client_secret?: string | undefined;
  readonly oauth_scope?: string | undefined;
  readonly oauth_audience?: string | undefined;
  readonly client_certificate?: string | undefined;
  readonly client_key?: string | undefined;
  readonly client_key_passphrase?: string | undefined;
}

type Extras = Omit<RequestSpec, 'method' | 'url' | 'headers' | 'body'> & {
  readonly headers: Readonly<Record<string, string>>;
};

/** What a web hook's settings add to its request. */
export function webHookExtras(settings: SecuritySettings): Extras {
  const { token, custom_headers: lines, enable_ssl_verification: verifyTls } = settings;
  const own = lines === undefined ? undefined : customHeaders(lines);
  const signing = signingOf(settings);
  const oauth = oauthOf(settings);
  const certificate = clientCertificate(settings);
  return {
    verifyTls,
    headers: { ...own, ...(token !== undefined && { 'x-gitlab-token': token }) },
    ...(own && { secretHeaders: Object.keys(own) }),
    ...(signing && { signing }),
    ...(oauth && { oauth }),
    ...(certificate && { clientCertificate: certificate }),
  };
}

function signingOf({
  signing_secret: secret,
  signing_secret_previous: previous,
  signing_key: key,
}: SecuritySettings): RequestSpec['signing'] {
  if (secret === undefined && previous === undefined && key === undefined) return undefined;
  return {
    kind: 'standard_webhooks',
    secrets: [secret, previous].filter((one) => one !== undefined),
    privateKeys: key === undefined ? [] : [key],
  };
}

function oauthOf({
  oauth_token_url: tokenUrl,
  oauth_client_id: clientId,
  oauth_client_secret: clientSecret,
  oauth_scope: scope,
  oauth_audience: audience,
}: SecuritySettings): RequestSpec['oauth'] {
  if (tokenUrl === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return {
    ...{ tokenUrl, clientId, clientSecret },
    ...(scope !== undefined && { scope }),
    ...(audience !== undefined && { audience }),
  };
}
