import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const DAY_MS = 86_400_000;
/** X.690: the tags that a certificate needs. */
const TAG = { integer: 2, bits: 3, octets: 4, oid: 6, text: 12, time: 23, sequence: 48, set: 49 } as const;
const ECDSA_WITH_SHA256 = '2a8648ce3d040302';
const COMMON_NAME = '550403';
const SUBJECT_ALT_NAME = '551d11';

/**
 * A certificate for `localhost` and 127.0.0.1 that nobody vouches for, with its key, made without any tool.
 * @param until epoch milliseconds; it is valid from a day before today, or before that
 */
export function selfSignedCertificate(until = Date.now() + DAY_MS): {
  readonly key: string;
  readonly cert: string;
} {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const algorithm = der(TAG.sequence, der(TAG.oid, Buffer.from(ECDSA_WITH_SHA256, 'hex')));
  const name = der(
    TAG.sequence,
    der(TAG.set, attribute(COMMON_NAME, der(TAG.text, Buffer.from('localhost')))),
  );
  const altNames = der(
    TAG.sequence,
    der(0x82, Buffer.from('localhost')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
  );
  const content = der(
    TAG.sequence,
    der(0xa0, der(TAG.integer, Buffer.from([2]))),
    der(TAG.integer, Buffer.from([1, ...randomBytes(8)])),
    algorithm,
    name,
    der(TAG.sequence, time(Math.min(Date.now(), until) - DAY_MS), time(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(TAG.sequence, attribute(SUBJECT_ALT_NAME, der(TAG.octets, altNames)))),
  );
  const signature = der(TAG.bits, Buffer.from([0]), sign('sha256', content, privateKey));
  const certificate = der(TAG.sequence, content, algorithm, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

function attribute(oid: string, value: Buffer): Buffer {
  return der(TAG.sequence, der(TAG.oid, Buffer.from(oid, 'hex')), value);
}

/** `YYMMDDhhmmssZ` */
function time(epochMs: number): Buffer {
  const digits = new Date(epochMs).toISOString().replaceAll(/\D/g, '').slice(2, 14);
  return der(TAG.time, Buffer.from(`${digits}Z`));
}
