import type { ScopeKey } from '@patchbay/integration-contracts';
import type { Subscription } from './subscription.ts';

/**
 * What matching asks of the settings. A port, so that a view of only some partitions, or one kept elsewhere, can take the
 * place of the one in memory.
 */
export abstract class SubscriptionView {
  /** The settings that the scope holds itself, in no particular order. */
  abstract ownOf(scope: ScopeKey): readonly Subscription[];
}
