import { rolloutOf } from '../changes/rollout.ts';
import type { Rollout } from '../changes/rollout.ts';
import { sentry } from '../sentry.integration.ts';
import { anEvent } from '../testing/an-event.ts';
import { deployOf, releaseOf, versionOf } from './sentry-release.ts';

function aRollout(changes: Partial<Rollout> = {}): Rollout {
  const rollout = rolloutOf(anEvent('release'));
  if ('skip' in rollout) throw new Error(rollout.skip);
  return { ...rollout, ...changes };
}
const [commit] = aRollout().commits;
if (commit === undefined) throw new Error('the release has no commit');
const releaseWith = (changes: Partial<Rollout>) =>
  releaseOf(aRollout(changes), { version: 'v1', projects: ['engine'] });

describe('a Sentry release', () => {
  it('is called like the commit or like the tag', () => {
    expect(versionOf(aRollout(), 'commit')).toBe('9b8a7c6d5e4f30211f2e3d4c5b6a798801234567');
    expect(versionOf(aRollout(), 'tag')).toBe('v2.4.0');
  });

  it.each(['a/b', 'a\\b', 'a\tb', '.', '..', ' ', 'Latest', 'a'.repeat(201), undefined])(
    'is not called %j, which Sentry refuses',
    (ref) => {
      expect(versionOf(aRollout({ ref }), 'tag')).toBeUndefined();
    },
  );

  it('leaves out what Sentry would refuse it for', () => {
    const odd = { ...commit, authorEmail: `${'a'.repeat(70)}@example.com`, timestamp: 'yesterday' };
    expect(releaseWith({ commits: [odd], project: 'a'.repeat(65) })['commits']).toEqual([
      { id: commit.id, message: commit.message, author_name: 'Ada Example' },
    ]);
  });

  it('is deployed to environments without slashes', () => {
    expect(deployOf(aRollout({ environment: 'review/slow-valve' }))).toMatchObject({
      environment: 'review-slow-valve',
    });
  });

  it('is not made of a deployed branch when versions are tags', () => {
    const settings = {
      projects: ['engine'],
      organization: 'acme',
      version_source: 'tag',
      url: '',
      token: '',
    };
    expect(sentry.requests({ settings, event: anEvent('deployment') })).toEqual({
      skip: 'a branch was deployed, not a tag',
    });
    expect(sentry.requests({ settings, event: anEvent('deployment', { ref: 'v2.4.0' }) })).toHaveLength(2);
  });
});
