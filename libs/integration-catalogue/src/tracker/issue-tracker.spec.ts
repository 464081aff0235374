import { bugzilla } from '../bugzilla.integration.ts';
import { clickup } from '../clickup.integration.ts';
import { customIssueTracker } from '../custom-issue-tracker.integration.ts';
import { ewm } from '../ewm.integration.ts';
import { linear } from '../linear.integration.ts';
import { phorge } from '../phorge.integration.ts';
import { redmine } from '../redmine.integration.ts';
import { youtrack } from '../youtrack.integration.ts';
import { whetherThere } from './reachability.ts';

const TRACKERS = [bugzilla, customIssueTracker, redmine, ewm, youtrack, clickup, phorge, linear];

/** Text in which each tracker finds something, what it finds there, and text in which it finds nothing. */
const CASES = [
  ['bugzilla', 'fix #12, PROJ-7', ['#12', 'PROJ-7'], ['12', '7'], 'a#3, a/#4, ##5, v1-2, proj-6, #x1'],
  ['redmine', '(#12) A_1-7.', ['#12', 'A_1-7'], ['12', '7'], '#12a and 3-4'],
  ['custom_issue_tracker', 'see #12', ['#12'], ['12'], 'path/#12'],
  [
    'ewm',
    'Bug 12, workitem 7, Work Item\t9, RTCWI  1',
    ['Bug 12', 'workitem 7', 'Work Item\t9', 'RTCWI  1'],
    ['12', '7', '9', '1'],
    'debug 3, defect x, task12, bug 4a, bugs 5',
  ],
  [
    'youtrack',
    'PRJ-1, gl-030 a_b2-3',
    ['PRJ-1', 'gl-030', 'a_b2-3'],
    ['PRJ-1', 'gl-030', 'a_b2-3'],
    '4-5, -6, #7',
  ],
  [
    'clickup',
    '#abc12 CU-86c1 PROJ-123, A_1-2',
    ['#abc12', 'CU-86c1', 'PROJ-123', 'A_1-2'],
    ['abc12', '86c1', 'PROJ-123', 'A_1-2'],
    '#ABC, a#b1, #ab_c, 2026-11-24, P-1, TOOLONGNAME-1, proj-1, #PROJ-1',
  ],
  ['phorge', 'T12, #T7', ['T12', 'T7'], ['T12', 'T7'], '@T3, A-T4, XT5, T6a, T, t8, D9'],
  [
    'linear',
    'FEAT-123, 3D-2',
    ['FEAT-123', '3D-2'],
    ['FEAT-123', '3D-2'],
    'TOOLONGT-1, feat-3, X-FEAT-4, FEAT-x',
  ],
] as const;

function referencesOf(name: string, text: string) {
  const tracker = TRACKERS.find((one) => one.name === name)?.tracker;
  if (tracker === undefined) throw new Error(`${name} is no tracker`);
  return tracker.references(text, {});
}

describe.each(CASES)('references to issues of %s', (name, mentioning, texts, issues, silent) => {
  it('are found where they stand', () => {
    const found = referencesOf(name, mentioning);
    expect(found.map(({ text }) => text)).toEqual(texts);
    expect(found.map(({ issue }) => issue)).toEqual(issues);
    for (const { text, index } of found) expect(mentioning.slice(index, index + text.length)).toBe(text);
  });

  it('are not found in what only looks like them', () => {
    expect(referencesOf(name, silent)).toEqual([]);
  });
});

describe('references to issues', () => {
  it.each(['A', '#', 'A-', 'CU-', '#a', 'bug ', 'T', '1', 'a_', ' '])(
    'need time in proportion to a text of many times %j',
    (part) => {
      // A pattern that tried again and again would not come to an end here within the time that a test has.
      const text = `${part.repeat(200_000)}!`;
      for (const { name } of TRACKERS) expect(referencesOf(name, text).length).toBeLessThanOrEqual(200_000);
    },
  );
});

describe('links of a tracker', () => {
  const urls = { project_url: 'https://t.example/p', issues_url: 'https://t.example/:id' };

  it('are those of the settings', () => {
    expect(bugzilla.tracker?.links({ ...urls, new_issue_url: 'https://t.example/new' })).toEqual({
      project: 'https://t.example/p',
      issue: 'https://t.example/:id',
      newIssue: 'https://t.example/new',
    });
  });

  it('lack a page for new issues where the tracker is not asked for one', () => {
    for (const { fields } of [youtrack, clickup, phorge]) expect(fields).not.toHaveProperty('new_issue_url');
    expect(youtrack.tracker?.links(urls)).toEqual({
      project: 'https://t.example/p',
      issue: 'https://t.example/:id',
    });
  });

  it.each(['https://linear.app/rockets', 'https://linear.app/rockets/'])('follow from %s', (project) => {
    expect(linear.tracker?.links({ workspace_url: project })).toEqual({
      project,
      issue: 'https://linear.app/rockets/issue/:id',
    });
  });
});

describe('asking whether a tracker is there', () => {
  const outcome = (status: number) => {
    const plan = whetherThere('https://t.example');
    expect(plan.next().value).toEqual({ method: 'HEAD', url: 'https://t.example', headers: {} });
    return plan.next({ status, headers: {}, body: '' });
  };

  it('is answered by any answer', () => {
    expect(outcome(200)).toEqual({ done: true, value: undefined });
    for (const status of [302, 401, 404]) {
      expect(outcome(status)).toEqual({
        done: true,
        value: { skip: `the tracker is there: it answered ${status}` },
      });
    }
  });
});
