import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { AppError } from '@patchbay/integration-contracts';
import type { SealedBox, SettingsValues } from '@patchbay/integration-contracts';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D: 96 bits, fresh and random for each sealing. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Keeps a fingerprint from ever being what another use of the key would give. */
const FINGERPRINT_USE = 'patchbay fingerprint\n';
const FINGERPRINT_DIGITS = 16;

/** Seals and opens settings hashes. Only config-service and the worker hold one. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, Buffer>;
  /** The key that seals. */
  readonly primaryId: string;

  private constructor(keys: ReadonlyMap<string, Buffer>, primaryId: string) {
    this.#keys = keys;
    this.primaryId = primaryId;
  }

  /** @throws TypeError naming the entry that is not `id:base64 of 32 bytes`; the key itself is not repeated. */
  static parse(text: string): KeyRing {
    const keys = new Map<string, Buffer>();
    for (const [index, entry] of text.split(',').entries()) {
      const separator = entry.indexOf(':');
      const id = entry.slice(0, Math.max(0, separator)).trim();
      const key = Buffer.from(entry.slice(separator + 1).trim(), 'base64');
      if (id === '' || key.length !== KEY_BYTES) {
        throw new TypeError(`entry ${index + 1} must be an id, a colon and ${KEY_BYTES} bytes in base64`);
      }
      if (keys.has(id)) throw new TypeError(`it has two keys named ${id}`);
      keys.set(id, key);
    }
    const [primaryId = ''] = keys.keys();
    return new KeyRing(keys, primaryId);
  }

  get ids(): readonly string[] {
    return [...this.#keys.keys()];
  }

  has(id: string): boolean {
    return this.#keys.has(id);
  }

  seal(values: SettingsValues, integrationId: string): SealedBox {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key(this.primaryId, integrationId), nonce);
    cipher.setAAD(Buffer.from(integrationId));
    const data = Buffer.concat([
      cipher.update(JSON.stringify(values), 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return { key: this.primaryId, nonce: nonce.toString('base64'), data: data.toString('base64') };
  }

  /** @throws AppError `key_unknown` naming the key's id, or `unsealing_failed` for another integration's or damaged text. */
  open(box: SealedBox, integrationId: string): SettingsValues {
    const key = this.#key(box.key, integrationId);
    const data = Buffer.from(box.data, 'base64');
    try {
      const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(box.nonce, 'base64'), {
        // Otherwise Node takes tags of 4 bytes, which can be guessed.
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(integrationId));
      decipher.setAuthTag(data.subarray(-TAG_BYTES));
      const text = Buffer.concat([
        decipher.update(data.subarray(0, -TAG_BYTES)),
        decipher.final(),
      ]).toString();
      return JSON.parse(text) as SettingsValues;
    } catch (cause) {
      throw new AppError('unsealing_failed', `Integration ${integrationId}, key ${box.key}.`, { cause });
    }
  }

  /**
   * The same for the same text, and worth nothing to whoever does not have the key.
   * @returns `<key id>.<16 hexadecimal digits>`, or `undefined` for a key that is not in the ring
   */
  fingerprint(text: string, keyId = this.primaryId): string | undefined {
    const key = this.#keys.get(keyId);
    if (key === undefined) return undefined;
    const digest = createHmac('sha256', key).update(FINGERPRINT_USE).update(text).digest('hex');
    return `${keyId}.${digest.slice(0, FINGERPRINT_DIGITS)}`;
  }

  #key(id: string, integrationId: string): Buffer {
    const key = this.#keys.get(id);
    if (key === undefined) throw new AppError('key_unknown', `Integration ${integrationId} needs key ${id}.`);
    return key;
  }
}
