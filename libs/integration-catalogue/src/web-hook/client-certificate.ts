import { X509Certificate, createPrivateKey } from 'node:crypto';
import type { ClientCertificate } from '@patchbay/integration-contracts';

interface CertificateSettings {
  readonly client_certificate?: string | undefined;
  readonly client_key?: string | undefined;
  readonly client_key_passphrase?: string | undefined;
}

type CertificateProblems = Partial<
  Record<'client_certificate' | 'client_key', keyof typeof CERTIFICATE_PROBLEMS>
>;

export const CERTIFICATE_PROBLEMS = {
  no_certificate: 'is missing: a key is of no use without its certificate',
  no_client_key: 'is missing: the certificate needs its private key',
  bad_certificate: 'must be a certificate in PEM, with those of its issuers behind it where needed',
  bad_client_key: 'must be a private key in PEM, and have a passphrase if it is encrypted',
  other_key: 'must be the private key of the certificate',
} as const;

/** The certificate that the worker shows, if the settings have one. */
export function clientCertificate({
  client_certificate: certificate,
  client_key: key,
  client_key_passphrase: passphrase,
}: CertificateSettings): ClientCertificate | undefined {
  if (certificate === undefined || key === undefined) return undefined;
  return { certificate, key, ...(passphrase !== undefined && { passphrase }) };
}

/** What is wrong with certificate and key, by field. */
export function certificateProblems(settings: CertificateSettings): CertificateProblems {
  const { client_certificate: certificate, client_key: key, client_key_passphrase: passphrase } = settings;
  if (certificate === undefined) return key === undefined ? {} : { client_certificate: 'no_certificate' };
  if (key === undefined) return { client_key: 'no_client_key' };
  const shown = parsed(() => new X509Certificate(certificate));
  if (shown === undefined) return { client_certificate: 'bad_certificate' };
  const secret = parsed(() => createPrivateKey({ key, ...(passphrase !== undefined && { passphrase }) }));
  if (secret === undefined) return { client_key: 'bad_client_key' };
  return shown.checkPrivateKey(secret) ? {} : { client_key: 'other_key' };
}

function parsed<Value>(parse: () => Value): Value | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
