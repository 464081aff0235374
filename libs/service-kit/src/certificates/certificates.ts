import { X509Certificate, createPrivateKey } from 'node:crypto';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** @throws Error for what looks like a certificate and is none */
function certificatesIn(text: string): X509Certificate[] {
  return (text.match(CERTIFICATE) ?? []).map((one) => new X509Certificate(one));
}

/** What is wrong with a certificate in PEM and those behind it that lead to its authority. @param now epoch milliseconds */
export function chainProblem(text: string, now: number): string | undefined {
  return problemOf(text, ([own]) => own, now);
}

/** What is wrong with authorities in PEM: some of a bundle may have expired, as in those of operating systems. */
export function authoritiesProblem(text: string, now: number): string | undefined {
  return problemOf(text, (all) => all.find((one) => isValidAt(one, now)) ?? all[0], now);
}

function problemOf(
  text: string,
  decisive: (all: readonly X509Certificate[]) => X509Certificate | undefined,
  now: number,
): string | undefined {
  let certificate: X509Certificate | undefined;
  try {
    certificate = decisive(certificatesIn(text));
  } catch {
    return 'holds a certificate that can’t be read: give it in PEM as it was issued';
  }
  if (certificate === undefined) return 'must be certificates in PEM, from -----BEGIN CERTIFICATE----- on';
  if (isValidAt(certificate, now)) return undefined;
  return Date.parse(certificate.validTo) <= now
    ? `expired on ${isoDay(certificate.validTo)}: renew it and start again`
    : `is not valid before ${isoDay(certificate.validFrom)}: check the clock, or wait`;
}

export function privateKeyProblem(text: string): string | undefined {
  try {
    createPrivateKey(text);
    return undefined;
  } catch {
    return 'must be a private key in PEM, without a passphrase';
  }
}

/** Whether the key belongs to the first of the certificates. @throws Error when one of them can't be read */
export function isKeyOf(key: string, certificates: string): boolean {
  return certificatesIn(certificates)[0]?.checkPrivateKey(createPrivateKey(key)) === true;
}

/** When a chain ends to be valid, which is with the first of its certificates: epoch milliseconds; nothing without any. */
export function chainExpiry(text: string): number | undefined {
  const ends = endsOf(text);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** When the next of the authorities expires that has not yet; when all have, the last of them. */
export function authoritiesExpiry(text: string, now: number): number | undefined {
  const ends = endsOf(text);
  const ahead = ends.filter((end) => end > now);
  if (ahead.length > 0) return Math.min(...ahead);
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function endsOf(text: string): number[] {
  return certificatesIn(text).map(({ validTo }) => Date.parse(validTo));
}

function isValidAt({ validFrom, validTo }: X509Certificate, now: number): boolean {
  return Date.parse(validFrom) <= now && now < Date.parse(validTo);
}

function isoDay(date: string): string {
  return new Date(date).toISOString().slice(0, 10);
}
