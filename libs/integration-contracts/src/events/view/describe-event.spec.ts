import { EVENT_CONTRACTS } from '../event-contracts.ts';
import type { JsonObject } from '../json.ts';
import { parseEvent } from '../parse/parse-event.ts';
import { SAMPLES } from '../samples.ts';
import type { Trigger } from '../triggers.ts';
import { describeEvent } from './describe-event.ts';
import type { ViewOf } from './event-view.ts';

const PROJECT_URL = 'https://gitlab.example.com/acme/rockets/engine';

function viewOf<T extends Trigger>(trigger: T, payload: JsonObject | undefined): ViewOf<T> {
  const parsed = parseEvent(JSON.stringify(payload));
  if (parsed.kind !== 'event') throw new Error(parsed.detail);
  return describeEvent(parsed.event, trigger);
}

describe('every view', () => {
  it('describes the project', () => {
    expect(viewOf('issue', SAMPLES.issue).project).toEqual({
      id: 1042,
      name: 'Engine',
      path: 'acme/rockets/engine',
      namespace: 'Rockets',
      url: PROJECT_URL,
      description: 'Makes the rocket go up.',
      defaultBranch: 'main',
      avatarUrl: undefined,
      gitHttpUrl: `${PROJECT_URL}.git`,
      gitSshUrl: 'git@gitlab.example.com:acme/rockets/engine.git',
    });
  });

  it('knows the actor, whether GitLab nests or flattens the user, and no hidden address', () => {
    const avatarUrl = 'https://gitlab.example.com/uploads/-/system/user/avatar/1001/avatar.png';
    const ada = { id: 1001, name: 'Ada Example', username: 'ada.example', avatarUrl, email: undefined };
    expect(viewOf('issue', SAMPLES.issue).actor).toEqual(ada);
    expect(viewOf('push', SAMPLES.push).actor).toEqual(ada);
  });

  it('does without an actor where there is none', () => {
    expect(viewOf('release', SAMPLES.release).actor).toBeUndefined();
    expect(viewOf('pipeline', { ...SAMPLES.pipeline, user: null }).actor).toBeUndefined();
  });

  it('lets no address through that is not http(s)', () => {
    const view = viewOf('wiki_page', {
      ...SAMPLES.wiki_page,
      object_attributes: { url: 'javascript:alert(1)' },
    });
    expect(view.url).toBeUndefined();
  });

  it('describes an old job by its repository', () => {
    const { project: _absent, ...old } = SAMPLES.job;
    expect(viewOf('job', old).project).toMatchObject({
      id: 1042,
      url: PROJECT_URL,
      path: 'acme/rockets/engine',
    });
  });
});

describe('the view of a push', () => {
  it('lists commits and links to the comparison', () => {
    const view = viewOf('push', SAMPLES.push);
    expect(view).toMatchObject({ ref: 'main', isNew: false, isRemoved: false, totalCommits: 2 });
    expect(view.refUrl).toBe(`${PROJECT_URL}/-/commits/main`);
    expect(view.compareUrl).toMatch(/^https:.*\/-\/compare\/4f1c7d2e\w{32}\.\.\.9b8a7c6d\w{32}$/);
    expect(view.commits[1]).toMatchObject({
      shortId: '9b8a7c6d',
      title: 'Open the fuel valve more slowly',
      author: 'Ada Example',
    });
  });

  it('has no comparison for a new or removed branch', () => {
    const { new_branch: created, removed_branch: removed } = EVENT_CONTRACTS.push.samples;
    expect(viewOf('push', created)).toMatchObject({ isNew: true, isRemoved: false, compareUrl: undefined });
    expect(viewOf('push', removed)).toMatchObject({ isNew: false, isRemoved: true, compareUrl: undefined });
  });

  it('escapes what a ref may hold, but not its slashes', () => {
    const view = viewOf('push', { ...SAMPLES.push, ref: 'refs/heads/fix/50%#1?' });
    expect(view.refUrl).toBe(`${PROJECT_URL}/-/commits/fix/50%25%231%3F`);
  });

  it('links a tag to its page and keeps its message', () => {
    const view = viewOf('tag_push', SAMPLES.tag_push);
    expect(view).toMatchObject({ isTag: true, isNew: true, message: 'Second stage, slow valve' });
    expect(view.refUrl).toBe(`${PROJECT_URL}/-/tags/v2.4.0`);
  });

  it('counts the listed commits when the stated total is less or missing', () => {
    expect(viewOf('push', { ...SAMPLES.push, total_commits_count: 1 }).totalCommits).toBe(2);
    expect(viewOf('push', { ...SAMPLES.push, total_commits_count: null }).totalCommits).toBe(2);
  });
});

describe('the view of an item', () => {
  it('tells issues, incidents, tasks and epics apart by type', () => {
    expect(viewOf('issue', SAMPLES.issue)).toMatchObject({
      iid: 117,
      type: 'Issue',
      labels: ['bug', 'team::propulsion'],
    });
    expect(viewOf('incident', SAMPLES.incident)).toMatchObject({ type: 'Incident', severity: 'high' });
    expect(viewOf('work_item', SAMPLES.work_item)).toMatchObject({ type: 'Task', state: 'opened' });
    expect(viewOf('work_item', EVENT_CONTRACTS.work_item.samples['epic'])).toMatchObject({
      type: 'Epic',
      project: undefined,
    });
  });

  it('takes the single assignee of older payloads', () => {
    const { assignees: _absent, ...old } = SAMPLES.issue;
    const view = viewOf('issue', { ...old, assignee: { name: 'Cleo Specimen', username: 'cleo' } });
    expect(view.assignees.map(({ name }) => name)).toEqual(['Cleo Specimen']);
  });

  it('describes a merge request from open to merged', () => {
    expect(viewOf('merge_request', SAMPLES.merge_request)).toMatchObject({
      iid: 58,
      action: 'open',
      sourceBranch: 'feature/slow-valve',
      targetBranch: 'main',
      isDraft: false,
      reviewers: [{ name: 'Ben Sample' }],
    });
    const merged = viewOf('merge_request', EVENT_CONTRACTS.merge_request.samples['merged']);
    expect(merged).toMatchObject({ action: 'merge', state: 'merged', actor: { username: 'ben.sample' } });
  });

  it('survives a merge request whose fork is gone', () => {
    const attributes = { iid: 58, source: null, last_commit: null, work_in_progress: true };
    const view = viewOf('merge_request', { ...SAMPLES.merge_request, object_attributes: attributes });
    expect(view).toMatchObject({ sourceProject: undefined, lastCommit: undefined, isDraft: true });
    expect(view.url).toBe(`${PROJECT_URL}/-/merge_requests/58`);
  });
});

describe('the view of a comment', () => {
  it.each([
    ['typical', 'Issue', '#117', 'Pump cavitates at start'],
    ['on_merge_request', 'MergeRequest', '!58', 'Open the fuel valve more slowly'],
    ['on_commit', 'Commit', '9b8a7c6d', 'Open the fuel valve more slowly'],
    ['on_snippet', 'Snippet', '$8001', 'Valve curve'],
  ])('names the target of the sample %s', (name, noteableType, targetReference, targetTitle) => {
    const view = viewOf('comment', EVENT_CONTRACTS.comment.samples[name]);
    expect(view).toMatchObject({ noteableType, targetReference, targetTitle, isSystem: false });
    expect(view.url).toMatch(/#note_90211$/);
  });

  it('does without a target for designs', () => {
    const attributes = { note: 'Nice', noteable_type: 'DesignManagement::Design', url: null };
    const view = viewOf('comment', { object_kind: 'note', object_attributes: attributes });
    expect(view).toMatchObject({
      noteableType: 'DesignManagement::Design',
      targetReference: undefined,
      url: undefined,
    });
  });

  it('names group and place of a mention', () => {
    expect(viewOf('group_mention', SAMPLES.group_mention)).toMatchObject({
      groupPath: 'acme/safety',
      sourceKind: 'issue',
      targetReference: '#117',
      text: '@acme/safety please have a look at the valve.',
      project: { path: 'acme/rockets/engine' },
    });
  });

  it('names emoji and the item that got it', () => {
    const view = viewOf('emoji', SAMPLES.emoji);
    expect(view).toMatchObject({ name: 'rocket', action: 'award', targetReference: '#117' });
    const old = { object_kind: 'emoji', event_type: 'revoke' };
    expect(viewOf('emoji', old).action).toBe('revoke');
  });
});

describe('the view of CI/CD', () => {
  it('lists failed jobs and their stages', () => {
    const view = viewOf('pipeline', EVENT_CONTRACTS.pipeline.samples['failed']);
    const job = {
      id: 80512,
      name: 'hot-fire',
      stage: 'test',
      url: `${PROJECT_URL}/-/jobs/80512`,
      isAllowedToFail: false,
    };
    expect(view).toMatchObject({
      status: 'failed',
      failedJobs: [job],
      failedStages: ['test'],
      mergeRequest: { iid: 58 },
    });
  });

  it('leaves out a failure that a later run of the same job made good, and counts a job once', () => {
    const builds = [
      { id: 3, name: 'lint', stage: 'b', status: 'success' },
      { id: 2, name: 'lint', stage: 'b', status: 'failed' },
      { id: 1, name: 'unit', stage: 'a', status: 'failed' },
      { id: 4, name: 'unit', stage: 'a', status: 'failed' },
    ];
    const view = viewOf('pipeline', { object_kind: 'pipeline', builds });
    expect(view.failedJobs.map(({ name }) => name)).toEqual(['unit']);
    expect(view.failedStages).toEqual(['a']);
  });

  it('gives a pipeline of older GitLab its address', () => {
    const attributes = { id: 31, ref: 'main', status: 'success' };
    const view = viewOf('pipeline', { ...SAMPLES.pipeline, object_attributes: attributes });
    expect(view.url).toBe(`${PROJECT_URL}/-/pipelines/31`);
  });

  it('takes the commit of a job from its SHA, since the id is the pipeline', () => {
    const view = viewOf('job', SAMPLES.job);
    expect(view).toMatchObject({
      name: 'hot-fire',
      pipelineId: 70231,
      url: `${PROJECT_URL}/-/jobs/80502`,
      duration: 80.25,
    });
    expect(view.commit).toMatchObject({
      shortId: '9b8a7c6d',
      author: 'Ada Example',
      authorEmail: 'ada@example.com',
    });
  });

  it('describes a deployment, also one made through the API', () => {
    expect(viewOf('deployment', SAMPLES.deployment)).toMatchObject({
      environment: 'staging',
      shortSha: '9b8a7c6d',
    });
    const api = { ...SAMPLES.deployment, user: null, deployable_url: null, deployable_id: null };
    expect(viewOf('deployment', api)).toMatchObject({ actor: undefined, url: undefined, jobId: undefined });
  });
});

describe('the view of the rest', () => {
  it('describes alerts, vulnerabilities, wiki pages and releases', () => {
    expect(viewOf('alert', SAMPLES.alert)).toMatchObject({
      severity: 'critical',
      events: 4,
      status: 'triggered',
    });
    expect(viewOf('alert', SAMPLES.alert).project?.path).toBe('acme/rockets/engine');
    const { identifiers, state } = viewOf('vulnerability', SAMPLES.vulnerability);
    expect([state, identifiers.map(({ name }) => name)]).toEqual(['confirmed', ['CVE-2026-00000']]);
    expect(viewOf('wiki_page', SAMPLES.wiki_page)).toMatchObject({
      title: 'Start sequence',
      action: 'update',
    });
    expect(viewOf('release', SAMPLES.release)).toMatchObject({
      tag: 'v2.4.0',
      action: 'create',
      name: 'Second stage 2.4',
    });
  });

  it.each([
    ['member', 'user_add_to_group', 'Rockets'],
    ['project', 'project_create', 'Engine'],
    ['subgroup', 'subgroup_create', 'Rockets'],
    ['system', 'user_create', 'Ada Example'],
    ['milestone', 'milestone', 'First hot fire'],
    ['feature_flag', 'feature_flag', 'slow_valve'],
    ['access_token', 'expiring_access_token', 'deploy bot'],
  ] as const)('names %s events and what changed', (trigger, eventName, title) => {
    expect(viewOf(trigger, SAMPLES[trigger])).toMatchObject({ trigger, eventName, title });
  });

  it('describes an event under a further trigger that it stands for', () => {
    expect(viewOf('commit', SAMPLES.push)).toMatchObject({ trigger: 'commit', totalCommits: 2 });
  });
});
