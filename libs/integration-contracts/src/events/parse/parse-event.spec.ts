import { SAMPLES } from '../samples.ts';
import type { EventFacts } from '../event-facts.ts';
import type { JsonValue } from '../json.ts';
import { parseEvent } from './parse-event.ts';
import type { EventHint } from './parse-event.ts';

function factsOf(payload: JsonValue, hint?: EventHint): EventFacts {
  const parsed = parseEvent(JSON.stringify(payload), hint);
  if (parsed.kind !== 'event') throw new Error(parsed.detail);
  return parsed.event.facts;
}

describe('the trigger of a payload', () => {
  it.each([
    ['alert', { object_kind: 'alert' }],
    ['deployment', { object_kind: 'deployment' }],
    ['issue', { object_kind: 'issue', event_type: 'issue' }],
    ['issue', { object_kind: 'issue', object_attributes: { confidential: false } }],
    ['confidential_issue', { object_kind: 'issue', event_type: 'confidential_issue' }],
    ['confidential_issue', { object_kind: 'issue', object_attributes: { confidential: true } }],
    ['job', { object_kind: 'build' }],
    ['job', { object_kind: 'job' }],
    ['merge_request', { object_kind: 'merge_request' }],
    ['comment', { object_kind: 'note', event_type: 'note' }],
    ['comment', { object_kind: 'note', issue: { confidential: false } }],
    [
      'confidential_note',
      { object_kind: 'note', event_type: 'confidential_note', issue: { confidential: false } },
    ],
    ['confidential_note', { object_kind: 'note', issue: { confidential: true } }],
    ['confidential_note', { object_kind: 'note', object_attributes: { internal: true } }],
    ['pipeline', { object_kind: 'pipeline' }],
    ['pipeline', { object_attributes: { status: 'success', ref: 'main' } }],
    ['push', { object_kind: 'push', ref: 'refs/heads/main' }],
    ['push', { event_name: 'push', ref: 'refs/heads/main' }],
    ['push', { before: 'a', after: 'b', ref: 'refs/heads/main' }],
    ['tag_push', { object_kind: 'tag_push' }],
    ['tag_push', { object_kind: 'push', ref: 'refs/tags/v1' }],
    ['vulnerability', { object_kind: 'vulnerability' }],
    ['wiki_page', { object_kind: 'wiki_page' }],
    ['incident', { object_kind: 'incident' }],
    ['work_item', { object_kind: 'work_item', event_type: 'work_item' }],
    ['confidential_work_item', { object_kind: 'work_item', event_type: 'confidential_work_item' }],
    ['group_mention', { object_kind: 'group_mention', event_type: 'group_mention' }],
    [
      'group_confidential_mention',
      { object_kind: 'group_mention', event_type: 'group_confidential_mention' },
    ],
    ['member', { event_name: 'user_access_request_denied_for_group' }],
    ['member', { event_name: 'user_add_to_team' }],
    ['project', { event_name: 'project_transfer' }],
    ['subgroup', { event_name: 'subgroup_destroy' }],
    ['system', { event_name: 'user_failed_login' }],
    ['system', { event_name: 'repository_update' }],
    ['system', { event_name: 'integration_health' }],
    ['system', { object_kind: 'gitlab_subscription_member_approval' }],
    ['issue', { object_attributes: { iid: 9, state: 'opened' } }],
    ['merge_request', { object_attributes: { iid: 9, state: 'opened', source_branch: 'feature' } }],
  ])('is %s for %j', (trigger, payload) => {
    expect(factsOf(payload).trigger).toBe(trigger);
  });

  it.each([
    ['Push Hook', 'push'],
    ['Job Hook', 'job'],
    ['Pipeline Hook', 'pipeline'],
    ['Confidential Issue Hook', 'confidential_issue'],
    ['Confidential Note Hook', 'confidential_note'],
    ['Resource Access Token Hook', 'access_token'],
  ])('follows the header %s when the payload names no kind', (gitlabEvent, trigger) => {
    expect(factsOf({}, { gitlabEvent }).trigger).toBe(trigger);
    expect(factsOf({ object_kind: 'release' }, { gitlabEvent }).trigger).toBe('release');
  });

  it.each([
    ['Confidential Note Hook', 'note', 'confidential_note'],
    ['Confidential Issue Hook', 'issue', 'confidential_issue'],
    ['Confidential Issue Hook', 'work_item', 'confidential_work_item'],
    ['Note Hook', 'note', 'comment'],
  ])(
    'believes the header %s about a %s that does not say itself whether it is confidential',
    (hook, kind, trigger) => {
      expect(factsOf({ object_kind: kind }, { gitlabEvent: hook }).trigger).toBe(trigger);
    },
  );

  it.each([
    [{ object_kind: 'unknown' }, undefined, 'object_kind "unknown"'],
    [{ event_name: 'comet_sighted' }, undefined, 'event_name "comet_sighted"'],
    [{}, undefined, 'there is no x-gitlab-event header'],
    [{}, 'System Hook', 'x-gitlab-event "System Hook" names none either'],
    [{ object_kind: 'constructor' }, undefined, 'object_kind "constructor"'],
  ])('stays open for %j and names what was found', (payload, gitlabEvent, part) => {
    const parsed = parseEvent(JSON.stringify(payload), { gitlabEvent });
    expect(parsed).toMatchObject({ kind: 'unclassified', reason: 'unclassified' });
    expect(parsed).toHaveProperty('detail', expect.stringContaining(part));
  });

  it('cuts an absurd kind short in the explanation', () => {
    const parsed = parseEvent(JSON.stringify({ object_kind: 'x'.repeat(5000) }));
    expect(parsed.kind === 'unclassified' && parsed.detail.length).toBeLessThan(250);
  });
});

describe('further triggers', () => {
  it('makes a push with commits a commit event, but not an empty or removing one', () => {
    expect(factsOf(SAMPLES.push).also).toEqual(['commit']);
    expect(factsOf({ ...SAMPLES.push, commits: [] }).also).toEqual([]);
    expect(factsOf({ ...SAMPLES.push, after: '0'.repeat(40) }).also).toEqual([]);
    expect(factsOf({ ...SAMPLES.tag_push, commits: [{}] }).also).toEqual([]);
  });

  it('makes an issue or work item of type Incident an incident event', () => {
    expect(factsOf({ object_kind: 'issue', object_attributes: { type: 'Incident' } }).also).toEqual([
      'incident',
    ]);
    expect(factsOf({ object_kind: 'work_item', object_attributes: { type: 'Incident' } }).also).toEqual([
      'incident',
    ]);
    expect(factsOf({ object_kind: 'incident', object_attributes: { type: 'Incident' } }).also).toEqual([]);
  });
});

describe('the place of an event', () => {
  it.each([
    ['project.id', { project: { id: 5 }, project_id: 6 }],
    ['project_id', { project_id: 5, object_attributes: { project_id: 6 } }],
    [
      'object_attributes.project_id',
      { project: null, object_attributes: { project_id: 5, target_project_id: 6 } },
    ],
    ['object_attributes.target_project_id', { object_attributes: { target_project_id: 5 } }],
    ['digits in a text', { project: { id: '5' } }],
  ])('takes the project id from %s', (_from, payload) => {
    expect(factsOf({ object_kind: 'issue', ...payload }, { projectId: 7 }).projectId).toBe(5);
  });

  it('takes the project id from beside the payload last, and none from odd values', () => {
    expect(factsOf({ object_kind: 'alert' }, { projectId: 7 }).projectId).toBe(7);
    expect(
      factsOf({ object_kind: 'issue', project: { id: 'PROJECT_2' }, project_id: 1.5 }).projectId,
    ).toBeUndefined();
  });

  it.each([
    ['path_with_namespace', { project: { path_with_namespace: 'a/b/c', web_url: 'https://h/x/y' } }],
    ['web_url', { project: { web_url: 'https://h/a/b/c' } }],
    ['homepage', { repository: { homepage: 'https://h/a/b/c.git' } }],
    ['the page of an alert', { object_attributes: { url: 'https://h/a/b/c/-/alert_management/1/details' } }],
    ['the target of a merge request', { object_attributes: { target: { path_with_namespace: 'a/b/c' } } }],
  ])('takes the project path from %s, and the group from its parent', (_from, payload) => {
    expect(factsOf({ object_kind: 'alert', ...payload })).toMatchObject({
      projectPath: 'a/b/c',
      groupPath: 'a/b',
    });
  });

  it('finds the group of an epic, a subgroup and a group token', () => {
    const epic = { url: 'https://h/groups/acme/rockets/-/work_items/1', project_id: null };
    const facts = factsOf({ object_kind: 'work_item', project: null, object_attributes: epic });
    expect(facts).toMatchObject({ groupPath: 'acme/rockets', projectPath: undefined, projectId: undefined });
    expect(factsOf(SAMPLES.subgroup).groupPath).toBe('acme/rockets');
    const token = {
      object_kind: 'access_token',
      group: { full_path: 'acme/rockets', group_path: 'rockets' },
    };
    expect(factsOf(token).groupPath).toBe('acme/rockets');
  });

  it('never takes the last segment of a group for a whole path', () => {
    expect(factsOf(SAMPLES.member).groupPath).toBeUndefined();
    expect(factsOf(SAMPLES.member, { groupPath: 'acme/rockets' }).groupPath).toBe('acme/rockets');
  });

  it('sends a mention to the group that was mentioned, not to the project it was written in', () => {
    const { projectId, projectPath, groupPath } = factsOf(SAMPLES.group_mention);
    expect([projectId, projectPath, groupPath]).toEqual([undefined, undefined, 'acme/safety']);
  });
});

describe('what filters read', () => {
  it.each([
    [
      'a push',
      SAMPLES.push,
      { ref: 'main', isBranch: true, isTag: false, isProtectedRef: true, defaultBranch: 'main' },
    ],
    ['a branch with slashes', { ...SAMPLES.push, ref: 'refs/heads/a/b' }, { ref: 'a/b', isBranch: true }],
    ['a tag', SAMPLES.tag_push, { ref: 'v2.4.0', isBranch: false, isTag: true }],
    ['a pipeline', SAMPLES.pipeline, { ref: 'main', isBranch: true, isTag: false, status: 'success' }],
    ['a job', SAMPLES.job, { ref: 'main', isBranch: true, status: 'success' }],
    ['a deployment', SAMPLES.deployment, { ref: 'main', isBranch: true, status: 'success' }],
    ['a release', SAMPLES.release, { ref: 'v2.4.0', isTag: true, isBranch: false, action: 'create' }],
    [
      'an issue',
      SAMPLES.issue,
      { ref: undefined, isBranch: false, isTag: false, action: 'open', status: 'opened' },
    ],
  ])('is there for %s', (_what, payload, facts) => {
    expect(factsOf(payload)).toMatchObject(facts);
  });

  it('calls the ref of a merge request pipeline neither branch nor tag', () => {
    const facts = factsOf({
      object_kind: 'pipeline',
      object_attributes: { ref: 'refs/merge-requests/1/merge' },
    });
    expect(facts).toMatchObject({ ref: 'refs/merge-requests/1/merge', isBranch: false, isTag: false });
  });

  it.each([
    ['at the top', { labels: [{ title: 'bug' }], issue: { labels: [{ title: 'other' }] } }],
    ['of the issue of a comment', { issue: { labels: [{ title: 'bug' }] } }],
    ['of the merge request of a comment', { merge_request: { labels: [{ title: 'bug' }] } }],
    ['in the attributes', { object_attributes: { labels: [{ title: 'bug' }, null, {}] } }],
  ])('finds labels %s', (_where, payload) => {
    expect(factsOf({ object_kind: 'note', ...payload }).labels).toEqual(['bug']);
  });

  it('knows what is confidential', () => {
    expect(factsOf(SAMPLES.confidential_issue).isConfidential).toBe(true);
    expect(
      factsOf({ object_kind: 'incident', object_attributes: { confidential: true } }).isConfidential,
    ).toBe(true);
    expect(factsOf(SAMPLES.issue).isConfidential).toBe(false);
  });

  it('reads work item type and the comparison with the pipeline before', () => {
    expect(factsOf(SAMPLES.work_item).itemType).toBe('Task');
    const facts = factsOf({
      object_kind: 'pipeline',
      object_attributes: { ref_status_name: 'still_failing' },
    });
    expect(facts.refStatusName).toBe('still_failing');
  });
});
