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

function tierFor(failures: number, atLeastMs: number, tiers: readonly RetryTier[]): RetryTier {
  const byCount = Math.min(failures, tiers.length) - 1;
  const byWish = tiers.findIndex(({ delayMs }) => delayMs >= atLeastMs);
  const tier = tiers[Math.max(byCount, byWish === -1 ? tiers.length - 1 : byWish)];
  if (tier === undefined) throw new RangeError('RETRY_DELAYS must name at least one delay');
  return tier;
}
