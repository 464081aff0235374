import { createHmac } from 'node:crypto';
import aws4 from 'aws4';
import type { RequestSigning, RequestSpec } from '@patchbay/integration-contracts';
import { standardWebhookHeaders } from './standard-webhook-headers.ts';
import type { SignatureMoment } from './standard-webhook-headers.ts';

export interface SignableRequest {
  readonly method: RequestSpec['method'];
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

/**
 * The headers that sign a request, names in lower case. They depend on the moment, so they are made for each attempt.
 * Source: GitHub, "Validating webhook deliveries"; AWS, "Signature Version 4 for API requests".
 */
export function signatureHeaders(
  request: SignableRequest,
  signing: RequestSigning,
  moment: SignatureMoment,
): Record<string, string> {
  if (signing.kind === 'standard_webhooks')
    return standardWebhookHeaders(request.body ?? '', signing, moment);
  if (signing.kind === 'hub_sha256') {
    const hmac = createHmac('sha256', signing.secret)
      .update(request.body ?? '')
      .digest('hex');
    return { 'x-hub-signature-256': `sha256=${hmac}` };
  }
  return awsHeaders(request, signing, moment.at);
}

function awsHeaders(
  { method, url, headers, body }: SignableRequest,
  { region, service, ...credentials }: Extract<RequestSigning, { kind: 'aws_sigv4' }>,
  at: Date,
): Record<string, string> {
  const request: aws4.Request & { readonly extraHeadersToIgnore: Readonly<Record<string, true>> } = {
    method,
    host: url.host,
    path: url.pathname + url.search,
    region,
    service,
    headers: { ...headers, 'X-Amz-Date': amzDate(at) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : Buffer.from(body) }),
    // The client writes it, and the hash of the body says more.
    extraHeadersToIgnore: { 'content-length': true },
  };
  const signed = aws4.sign(request, credentials);
  return Object.fromEntries(
    Object.entries(signed.headers ?? {})
      .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
      // The client writes these two itself.
      .filter(([name]) => name !== 'host' && name !== 'content-length'),
  );
}

/** `20150830T123600Z` */
function amzDate(at: Date): string {
  return at.toISOString().replaceAll(/[:-]|\.\d{3}/g, '');
}
