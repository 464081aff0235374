// Loaded into a service before everything else: gives it a wall clock that is wrong, and leaves its monotonic one alone.
const { CHAOS_SKEW_MS = '0', CHAOS_JUMP_MS = '0', CHAOS_JUMP_AFTER_MS = '0' } = process.env;
const RealDate = Date;
const startedAt = performance.now();

function skew() {
  const hasJumped = performance.now() - startedAt > Number(CHAOS_JUMP_AFTER_MS);
  return Number(CHAOS_SKEW_MS) + (hasJumped ? Number(CHAOS_JUMP_MS) : 0);
}

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + skew());
    else super(...given);
  }
  static now() {
    return RealDate.now() + skew();
  }
};
