import type { ErrorCode, RetryState, RetryTier } from '@patchbay/integration-contracts';

export interface RetryPolicy {
  /** Ascending delays. */
  readonly tiers: readonly RetryTier[];
  readonly maxAttempts: number;
  readonly maxAgeMs: number;
}

/** What has to be decided on: an attempt that failed, or one that was not even made (`isPark`). */
export interface FailedAttempt {
  readonly previous: RetryState | undefined;
  readonly isPark: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly reason: string;
  /** First request of the plan that has not succeeded. */
  readonly step: number;
  /** What the endpoint asked for in `Retry-After`. */
  readonly retryAfterMs?: number | undefined;
  /** 0 to 1; spreads deliveries that failed together. */
  readonly random: number;
}

export type RetryDecision =
  | { readonly kind: 'retry'; readonly tier: RetryTier; readonly state: RetryState }
  | { readonly kind: 'dead'; readonly reason: ErrorCode };

/** Share of the delay that jitter may add. */
const JITTER = 0.1;

/**
 * Picks the retry topic: the n-th failure takes the n-th delay, the last one from then on. `Retry-After` moves it to the first
 * topic that waits at least that long; it can't be longer than the last. What was parked climbs the same ladder by itself,
 * without using up attempts, but the age limit holds for both.
 */
export function planRetry(failed: FailedAttempt, policy: RetryPolicy): RetryDecision {
  const { previous, isPark, now } = failed;
  const firstAttemptAt = previous?.firstAttemptAt ?? now;
  const attempts = (previous?.attempts ?? 0) + (isPark ? 0 : 1);
  const parks = isPark ? (previous?.parks ?? 0) + 1 : 0;
  if (attempts >= policy.maxAttempts) return { kind: 'dead', reason: 'attempts_exhausted' };
  const tier = tierFor(isPark ? parks : attempts, failed.retryAfterMs ?? 0, policy.tiers);
  if (now + tier.delayMs - firstAttemptAt > policy.maxAgeMs)
    return { kind: 'dead', reason: 'attempts_exhausted' };
  const notBefore = Math.round(now + tier.delayMs * (1 + JITTER * failed.random));
  const state = { attempts, firstAttemptAt, notBefore, lastOutcome: failed.reason, step: failed.step, parks };
  return { kind: 'retry', tier, state };
}

/** What has to wait because its integration is paused or off. */
export interface HeldDelivery {
  readonly previous: RetryState | undefined;
  /** Epoch milliseconds; infinite until a person acts. */
  readonly until: number;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly reason: string;
  /** 0 to 1; spreads deliveries that were held back together. */
  readonly random: number;
}

/**
 * Picks the retry topic that comes soonest after the end of a pause. Nobody knows when a person acts, so what is off waits a little
 * at first and then ever longer, as it has waited already. It costs no attempt and no age, or a long pause would end what it holds back;
 * what was never tried begins to age when it is.
 */
export function planHold(
  { previous, until, now, reason, random }: HeldDelivery,
  tiers: readonly RetryTier[],
): RetryDecision & { readonly kind: 'retry' } {
  const attempts = previous?.attempts ?? 0;
  const parks = (previous?.parks ?? 0) + 1;
  const leftMs = until - now;
  const tier = Number.isFinite(until) ? tierFor(1, leftMs, tiers) : tierFor(parks, 0, tiers);
  const waitMs = Math.max(0, Math.min(leftMs, tier.delayMs)) * (1 + JITTER * random);
  const firstAttemptAt = attempts === 0 ? now : (previous?.firstAttemptAt ?? now);
  const state = { attempts, firstAttemptAt, notBefore: Math.ceil(now + waitMs), lastOutcome: reason };
  return { kind: 'retry', tier, state: { ...state, step: previous?.step ?? 0, parks } };
}

function tierFor(failures: number, atLeastMs: number, tiers: readonly RetryTier[]): RetryTier {
  const byCount = Math.min(failures, tiers.length) - 1;
  const byWish = tiers.findIndex(({ delayMs }) => delayMs >= atLeastMs);
  const tier = tiers[Math.max(byCount, byWish === -1 ? tiers.length - 1 : byWish)];
  if (tier === undefined) throw new RangeError('RETRY_DELAYS must name at least one delay');
  return tier;
}
