import { z } from 'zod';
import { TRIGGERS } from '../events/index.ts';
import type { ScopeKey } from './scope.ts';

export const SealedBoxSchema = z.object({
  /** Id of the key that sealed it. */
  key: z.string(),
  /** Base64, 12 bytes. */
  nonce: z.string(),
  /** Base64; the 16-byte authentication tag follows the text. */
  data: z.string(),
});
/** Settings as AES-256-GCM leaves them; the integration's id is the additional data. */
export type SealedBox = z.infer<typeof SealedBoxSchema>;

const SettingsRevisionSchema = z.object({
  v: z.literal(1),
  id: z.string().min(1),
  scope: z.string().min(1),
  /** Definition name, `microsoft_teams`. */
  name: z.string().min(1),
  /** Tells apart several of one name in a scope; `''` for the only one. */
  label: z.string(),
  /** Raised by every write; readers drop one older than they hold. */
  revision: z.number().int().positive(),
  isActive: z.boolean(),
  /** `true`: this scope takes the settings of the next one outwards. */
  isInherited: z.boolean(),
  triggers: z.array(z.enum(TRIGGERS)),
  /** The fields that the definition's filter reads; never a secret. */
  routing: z.record(z.string(), z.unknown()),
  sealed: SealedBoxSchema.nullable(),
  /** ISO 8601. */
  updatedAt: z.string(),
});

/** One revision of an integration's settings, as `integration.settings` carries it; a tombstone deletes it. */
export type SettingsRevision = Omit<z.infer<typeof SettingsRevisionSchema>, 'scope'> & {
  readonly scope: ScopeKey;
};

export function encodeSettingsRevision(revision: SettingsRevision): string {
  return JSON.stringify(revision);
}

/** @throws z.ZodError or SyntaxError when the bytes are not a revision of a version known here. */
export function decodeSettingsRevision(value: Uint8Array): SettingsRevision {
  return SettingsRevisionSchema.parse(JSON.parse(Buffer.from(value).toString())) as SettingsRevision;
}
