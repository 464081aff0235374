import type { EventFacts, Trigger } from '@patchbay/integration-contracts';
import { chatFilter } from './chat-filter.ts';
import type { ChatFilterSettings } from './chat-filter.ts';

const DEFAULTS: ChatFilterSettings = {
  branches_to_be_notified: 'default',
  notify_only_broken_pipelines: true,
  notify_only_when_pipeline_status_changes: false,
  labels_to_be_notified: undefined,
  labels_to_be_notified_behavior: 'match_any',
};
const ON_MAIN: Partial<EventFacts> = { ref: 'main', defaultBranch: 'main', isBranch: true };
const ON_FEATURE: Partial<EventFacts> = { ref: 'feature', defaultBranch: 'main', isBranch: true };
const LABELLED: Partial<EventFacts> = { action: 'open', labels: ['bug', 'needs triage'] };

function facts(changes: Partial<EventFacts>): EventFacts {
  return {
    trigger: 'push',
    also: [],
    objectKind: 'push',
    eventName: undefined,
    projectId: 1,
    projectPath: 'acme/engine',
    groupPath: 'acme',
    defaultBranch: undefined,
    ref: undefined,
    isTag: false,
    isBranch: false,
    isProtectedRef: undefined,
    labels: [],
    action: undefined,
    status: undefined,
    isConfidential: false,
    itemType: undefined,
    refStatusName: undefined,
    ...changes,
  };
}

type Case = [
  what: string,
  Trigger,
  settings: Partial<ChatFilterSettings>,
  Partial<EventFacts>,
  passes: boolean,
];

const BRANCHES: Case[] = [
  ['the default branch under "default"', 'push', {}, ON_MAIN, true],
  ['another branch under "default"', 'push', {}, ON_FEATURE, false],
  ['any branch under "all"', 'push', { branches_to_be_notified: 'all' }, ON_FEATURE, true],
  ['a branch when the default one is unknown', 'push', {}, { ref: 'main', isBranch: true }, false],
  ['no branch at all under "default"', 'push', {}, {}, false],
  [
    'a protected branch under "protected"',
    'push',
    { branches_to_be_notified: 'protected' },
    { ...ON_FEATURE, isProtectedRef: true },
    true,
  ],
  ['a branch of unknown protection', 'push', { branches_to_be_notified: 'protected' }, ON_MAIN, false],
  [
    'a protected branch under both',
    'push',
    { branches_to_be_notified: 'default_and_protected' },
    { ...ON_FEATURE, isProtectedRef: true },
    true,
  ],
  [
    'the default branch under both',
    'push',
    { branches_to_be_notified: 'default_and_protected' },
    ON_MAIN,
    true,
  ],
  ['neither under both', 'push', { branches_to_be_notified: 'default_and_protected' }, ON_FEATURE, false],
  ['a tag', 'tag_push', {}, { ref: 'v1', isTag: true }, true],
  ['a tag that comes as a push', 'push', {}, { ref: 'v1', isTag: true, defaultBranch: 'main' }, true],
];

const PIPELINES: Case[] = [
  ['a failed pipeline', 'pipeline', {}, { ...ON_MAIN, status: 'failed' }, true],
  ['a passed one when only broken ones count', 'pipeline', {}, { ...ON_MAIN, status: 'success' }, false],
  [
    'a passed one otherwise',
    'pipeline',
    { notify_only_broken_pipelines: false },
    { ...ON_MAIN, status: 'success' },
    true,
  ],
  [
    'one that is still running',
    'pipeline',
    { notify_only_broken_pipelines: false },
    { ...ON_MAIN, status: 'running' },
    false,
  ],
  [
    'a canceled one',
    'pipeline',
    { notify_only_broken_pipelines: false },
    { ...ON_MAIN, status: 'canceled' },
    false,
  ],
  ['a failed one on another branch', 'pipeline', {}, { ...ON_FEATURE, status: 'failed' }, false],
  ['a failed one of a tag', 'pipeline', {}, { ref: 'v1', isTag: true, status: 'failed' }, true],
  [
    'one that fails again when only changes count',
    'pipeline',
    { notify_only_when_pipeline_status_changes: true },
    { ...ON_MAIN, status: 'failed', refStatusName: 'still failing' },
    false,
  ],
  [
    'one that breaks its branch',
    'pipeline',
    { notify_only_when_pipeline_status_changes: true },
    { ...ON_MAIN, status: 'failed', refStatusName: 'broken' },
    true,
  ],
  [
    'one that fixes its branch',
    'pipeline',
    { notify_only_when_pipeline_status_changes: true, notify_only_broken_pipelines: false },
    { ...ON_MAIN, status: 'success', refStatusName: 'fixed' },
    true,
  ],
  [
    'one whose change the payload does not tell',
    'pipeline',
    { notify_only_when_pipeline_status_changes: true },
    { ...ON_MAIN, status: 'failed' },
    false,
  ],
];

const BUG = { labels_to_be_notified: '~bug' };
const BOTH = {
  labels_to_be_notified: 'bug, ~"needs triage"',
  labels_to_be_notified_behavior: 'match_all',
} as const;
const ITEMS: Case[] = [
  ['an issue that opens', 'issue', {}, { action: 'open' }, true],
  ['an issue that is edited', 'issue', {}, { action: 'update' }, false],
  ['a confidential issue that is edited', 'confidential_issue', {}, { action: 'update' }, false],
  ['an incident that is edited', 'incident', {}, { action: 'update' }, false],
  ['a merge request that is merged', 'merge_request', {}, { action: 'merge' }, true],
  ['a merge request that is edited', 'merge_request', {}, { action: 'update' }, false],
  ['a task', 'work_item', {}, { action: 'open', itemType: 'Task' }, true],
  ['an incident as a work item', 'work_item', {}, { action: 'open', itemType: 'Incident' }, false],
  ['an incident as itself', 'incident', {}, { action: 'open', itemType: 'Incident' }, true],
  ['an edited comment', 'comment', {}, { action: 'update' }, true],
  ['a wanted label', 'issue', BUG, LABELLED, true],
  ['no label where one is wanted', 'merge_request', BUG, { action: 'open' }, false],
  ['a comment without the label', 'confidential_note', BUG, { labels: ['docs'] }, false],
  ['a comment with the label', 'comment', BUG, { labels: ['bug'] }, true],
  ['all of the labels', 'incident', BOTH, LABELLED, true],
  ['one label of two', 'incident', BOTH, { action: 'open', labels: ['bug'] }, false],
  ['a list of labels that names none', 'issue', { labels_to_be_notified: ' , ~' }, { action: 'open' }, true],
  ['a push, whatever the labels', 'push', BUG, ON_MAIN, true],
  ['an alert, whatever the branch', 'alert', BUG, {}, true],
  ['a deployment', 'deployment', {}, ON_FEATURE, true],
  ['an edited wiki page', 'wiki_page', {}, { action: 'update' }, true],
];

describe('the chat filter', () => {
  it.each([...BRANCHES, ...PIPELINES, ...ITEMS])(
    'decides about %s (%s)',
    (_what, trigger, settings, fact, passes) => {
      const verdict = chatFilter({ settings: { ...DEFAULTS, ...settings }, facts: facts(fact), trigger });
      if (passes) expect(verdict).toBe(true);
      else expect(verdict).toEqual(expect.stringMatching(/\w+ \w+/));
    },
  );
});
