import fc from 'fast-check';
import { anEvent } from '../testing/an-event.ts';
import { pushLines } from './push-lines.ts';

const ZERO = '0'.repeat(40);
const linesFor = (changes: Parameters<typeof anEvent>[1]) => {
  const { view, payload } = anEvent('push', changes);
  return pushLines(view, payload, false);
};

describe('lines about a push', () => {
  it('tell of a new branch before its commits', () => {
    const [first, second, ...others] = linesFor({ before: ZERO });
    expect(first).toContain('created branch main: https://');
    expect(second).toContain('pushed 2 new commits to main: https://');
    expect(others).toHaveLength(2);
  });

  it('tell of a removed branch and nothing else', () => {
    expect(linesFor({ after: ZERO })).toEqual(['[Engine] Ada Example deleted branch main']);
  });

  it('show three commits at most', () => {
    const { commits } = anEvent('push').payload;
    const many = [...(commits as []), ...(commits as []), ...(commits as [])];
    expect(linesFor({ commits: many, total_commits_count: 6 })).toHaveLength(4);
  });

  it('hold no control characters, so that no one can colour them or begin a new one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const commits = [{ id: 'a'.repeat(40), message: text, title: text, author: { name: text } }];
        const changes = { ref: `refs/heads/${text}`, user_name: text, commits, total_commits_count: 1 };
        const control = /[\0-\x1f\x7f]/;
        for (const line of linesFor(changes)) expect(line).not.toMatch(control);
      }),
    );
  });
});
