import { faultOf } from './fault-of.ts';

describe('faultOf', () => {
  it.each([
    ['delivered', '', 'none'],
    ['ignored', 'nothing to send', 'none'],
    ['dead', 'http_404', 'receiver'],
    ['dead', 'connection_refused', 'receiver'],
    ['dead', 'integration_missing', 'receiver'],
    ['dead', 'definition_failed', 'ours'],
    ['dead', 'key_unknown', 'ours'],
  ] as const)('blames for %s because of “%s”: %s', (outcome, reason, fault) => {
    expect(faultOf(outcome, reason)).toBe(fault);
  });

  it.each(['retrying', 'parked'] as const)('blames nobody yet while a delivery is %s', (outcome) => {
    expect(faultOf(outcome, 'definition_failed')).toBeUndefined();
  });
});
