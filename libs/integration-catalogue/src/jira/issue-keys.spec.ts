import { arePatterns, keyFinder } from './issue-keys.ts';
import type { KeySettings } from './issue-keys.ts';

const keysIn = (text: string, settings: KeySettings = {}) =>
  keyFinder(settings)(text).map(({ issue }) => issue);

describe('keys of issues', () => {
  it('are found as usual, or as the settings say', () => {
    expect(keysIn('ABC-1, a_B-2, X1_Y-30; abc-4')).toEqual(['ABC-1', 'X1_Y-30']);
    expect(keysIn('Merge branch ABC-1_slow_valve')).toEqual(['ABC-1']);
    const own = { jira_issue_regex: String.raw`\d+`, jira_issue_prefix: 'bug#' };
    expect(keysIn('bug#12 bug#x', own)).toEqual(['12']);
    expect(keysIn('JIRA ABC-1, ABC-2', { jira_issue_prefix: 'JIRA ' })).toEqual(['ABC-1']);
  });

  it('are found where they stand, on any line and in long ones', () => {
    const text = `${'word '.repeat(300)}#12\n\nsee #7`;
    const found = keyFinder({ jira_issue_regex: String.raw`\d+` })(text);
    expect(found.map(({ issue }) => issue)).toEqual(['12', '7']);
    for (const { text: mention, index } of found)
      expect(text.slice(index, index + mention.length)).toBe(mention);
  });
});

describe('patterns of users’ own', () => {
  it.each([
    ['(?:[a ]+b)?', 'looks from every word to the end'],
    ['a(?:[a ]+b)?', 'does so and finds something'],
    ['(a+)+b', 'would take a backtracking matcher for ever'],
  ])('like %s are run within bounds: it %s', (jira_issue_regex) => {
    // Without bounds, each text takes many seconds, and all of them together more than a test has.
    const find = keyFinder({ jira_issue_regex });
    for (let commit = 0; commit < 20; commit += 1) find('a '.repeat(10_000));
    expect(find('a')).toEqual([]);
  });

  it.each<[string, KeySettings, boolean]>([
    ['none', {}, true],
    [
      'usual ones',
      { jira_issue_regex: String.raw`(?:ROCKET|ENGINE)-\d{1,8}`, jira_issue_prefix: '#?' },
      true,
    ],
    ['what is none', { jira_issue_regex: '(' }, false],
    ['what RE2 leaves out', { jira_issue_regex: '(?=a)a' }, false],
    ['one that is too large to run', { jira_issue_regex: String.raw`\w{1000}`.repeat(20) }, false],
    ['two that share a name', { jira_issue_regex: '(?P<a>1)', jira_issue_prefix: '(?P<a>2)' }, false],
  ])('%s', (_name, settings, isTaken) => {
    expect(arePatterns(settings)).toBe(isTaken);
  });
});
