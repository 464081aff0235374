import { anEvent } from '../testing/an-event.ts';
import { pushBody, pushSubject, pusherAddress } from './push-mail.ts';

const ZERO = '0'.repeat(40);
const place = '[Git][acme/rockets/engine]';
const { commits } = anEvent('push').payload;
const [commit] = commits as readonly Record<string, string>[];
const bodyText = (changes: Parameters<typeof anEvent>[1], hasFiles = true) => {
  const { view, payload } = anEvent('push', changes);
  return pushBody(view, payload, hasFiles)
    .map(({ text }) => text)
    .join('');
};

describe('a mail about a push', () => {
  it.each([
    [{}, `${place}[main] 2 commits: Log the pressure behind the pump`],
    [{ commits: [{ ...commit, message: 'One\n\nMore' }], total_commits_count: 1 }, `${place}[main] One`],
    [{ total_commits_count: 45 }, `${place}[main] 45 commits: Log the pressure behind the pump`],
    [{ before: ZERO }, `${place} Pushed new branch main`],
    [{ after: ZERO, commits: [] }, `${place} Deleted branch main`],
    [{ ref: 'refs/heads/a\r\nBcc: x', before: ZERO }, `${place} Pushed new branch a Bcc: x`],
  ])('has a subject for %j', (changes, subject) => {
    expect(pushSubject(anEvent('push', changes).view)).toBe(subject);
  });

  it('names the changed files, unless it is not to', () => {
    expect(bodyText({})).toContain('- src/valve-legacy.ts (removed)');
    expect(bodyText({}, false)).not.toContain('valve-legacy');
  });

  it('names no more than thirty files', () => {
    const added = Array.from({ length: 33 }, (_, index) => `file-${index}`);
    const text = bodyText({ commits: [{ ...commit, added, modified: [], removed: [] }] });
    expect(text).toContain('file-29');
    expect(text).not.toContain('file-30');
    expect(text).toContain('and 3 more');
  });

  it.each([
    ['ada@gitlab.example.com', 'ada@gitlab.example.com'],
    ['ada@example.com', 'ada@example.com'],
    ['ada@Example.com', 'ada@Example.com'],
    ['ada@notexample.com', undefined],
    ['ada@le.com', undefined],
    ['ada@com', undefined],
    ['', undefined],
    ['a@b\r\nBcc: x@example.com', undefined],
  ])('may come from %j only if it belongs to the domain of GitLab', (email, address) => {
    expect(pusherAddress(anEvent('push', { user_email: email }).view)).toBe(address);
  });
});
