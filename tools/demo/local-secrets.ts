import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What the demo's services are given; kept, so that the next start can open what this one sealed. */
export interface LocalSecrets {
  /** As in SEALING_KEYS. */
  readonly sealingKeys: string;
  readonly adminToken: string;
}

const KEY_BYTES = 32;
const TOKEN_BYTES = 24;

/** Reads the secrets, or makes them on the first start. Only the owner can read the file. */
export function localSecrets(file: string): LocalSecrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as LocalSecrets;
  const secrets: LocalSecrets = {
    sealingKeys: `local:${randomBytes(KEY_BYTES).toString('base64')}`,
    adminToken: `pbt-${randomBytes(TOKEN_BYTES).toString('hex')}`,
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  return secrets;
}
