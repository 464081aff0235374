import type { Locale } from '@patchbay/integration-catalogue';
import type { Principal } from '../access/principal.ts';
import type { Actor } from '../audit/actor.ts';

/** What resolvers know about the request. */
export interface GraphqlContext {
  readonly principal: Principal;
  /** The same for the audit trail. */
  readonly actor: Actor;
  /** The language of problems with settings. */
  readonly locale: Locale;
}
