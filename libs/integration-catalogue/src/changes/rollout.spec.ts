import { anEvent } from '../testing/an-event.ts';
import { rolloutFilter, rolloutOf } from './rollout.ts';

const SHA = '9b8a7c6d5e4f30211f2e3d4c5b6a798801234567';
const ZERO = '0'.repeat(40);

describe('a rollout', () => {
  it('of an annotated tag is of the commit, not of the tag', () => {
    expect(rolloutOf(anEvent('tag_push', { after: 'f'.repeat(40) }))).toMatchObject({
      ref: 'v2.4.0',
      sha: SHA,
    });
  });

  it('of a deployment has the full SHA where its link tells it, else the short one', () => {
    expect(rolloutOf(anEvent('deployment'))).toMatchObject({ sha: SHA, environment: 'staging' });
    expect(rolloutOf(anEvent('deployment', { commit_url: null }))).toMatchObject({
      sha: '9b8a7c6d',
      commits: [],
    });
  });

  it('does not come of removed tags, edited releases or failed deployments', () => {
    const removed = anEvent('tag_push', { after: ZERO, checkout_sha: null });
    const edited = anEvent('release', { action: 'update' });
    const failed = anEvent('deployment', { status: 'failed' });
    for (const event of [removed, edited, failed]) expect(rolloutOf(event)).toHaveProperty('skip');
    expect(rolloutFilter(edited)).toBe('only new releases count');
    expect(rolloutFilter(failed)).toBe('the deployment has not succeeded');
    expect(rolloutFilter(removed)).toBe(true);
  });
});
