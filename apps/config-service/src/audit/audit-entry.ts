import type { ScopeKey } from '@patchbay/integration-contracts';
import type { Actor } from './actor.ts';

/** What is done to the settings of one integration. */
export type SettingsAction = 'created' | 'updated' | 'inherited' | 'turned_off' | 'deleted';
/** What is done to an integration and leaves its settings as they are. */
export type HealthAction = 'health_reset';
/** The others are done to all of them at once, or to none. */
export type AuditAction =
  | SettingsAction
  | HealthAction
  | 'keys_rotated'
  | 'republished'
  | 'dead_letters_purged'
  | 'sign_in_link_made'
  | 'signed_in';

/** Stands for a secret that is set, whatever it is. */
export const SECRET_MASK = '***';

/** A value before and after; `null` for none. Of a secret only whether there is one: {@link SECRET_MASK}. */
export interface Change {
  readonly from: unknown;
  readonly to: unknown;
}

/** One thing that somebody did, kept as it was then. */
export interface AuditEntry {
  /** `<integration id>:<revision>`, so that writing one down twice leaves one. */
  readonly id: string;
  readonly at: Date;
  readonly actor: Actor;
  readonly action: AuditAction;
  readonly scope: ScopeKey;
  /** Definition name; `null`, like the id and the revision, for what is done to all integrations at once. */
  readonly name: string | null;
  readonly label: string;
  readonly integrationId: string | null;
  readonly revision: number | null;
  /** By field, event switch, `active` and `use_inherited_settings`; only what differs. */
  readonly changes: Readonly<Record<string, Change>>;
}
