import type { Trigger } from './triggers.ts';

/** What people and APIs need to know about a trigger. */
export interface TriggerInfo {
  /** Label for forms and documentation. */
  readonly title: string;
  /** When it fires, in one sentence. */
  readonly description: string;
  /** Whether a new integration listens to it unless told otherwise (the default column of GitLab's guide). */
  readonly default: boolean;
  /** The `X-Gitlab-Event` header that GitLab's webhooks send with it. */
  readonly hookHeader: string;
  /** The boolean that switches it on and off, named as in GitLab's REST API. Several triggers may share one. */
  readonly switch: string;
}

/** Everything known about each trigger. */
export const TRIGGER_INFO: Readonly<Record<Trigger, TriggerInfo>> = {
  alert: info('Alert', 'A new alert was recorded.', 'Alert Hook', 'alert_events'),
  commit: on('Commit', 'Commits arrived on a branch.', 'Push Hook', 'commit_events'),
  deployment: info(
    'Deployment',
    'A deployment started, finished or changed status.',
    'Deployment Hook',
    'deployment_events',
  ),
  issue: on('Issue', 'An issue was opened, edited, closed or reopened.', 'Issue Hook', 'issues_events'),
  confidential_issue: on(
    'Confidential issue',
    'A confidential issue was opened, edited, closed or reopened.',
    'Confidential Issue Hook',
    'confidential_issues_events',
  ),
  job: info('Job', 'A CI/CD job changed status.', 'Job Hook', 'job_events'),
  merge_request: on(
    'Merge request',
    'A merge request was opened, edited, approved, merged or closed.',
    'Merge Request Hook',
    'merge_requests_events',
  ),
  comment: info(
    'Comment',
    'Someone commented on an issue, merge request, commit or snippet.',
    'Note Hook',
    'note_events',
  ),
  confidential_note: info(
    'Confidential comment',
    'Someone wrote an internal comment, or commented on a confidential issue.',
    'Confidential Note Hook',
    'confidential_note_events',
  ),
  pipeline: info('Pipeline', 'A pipeline changed status.', 'Pipeline Hook', 'pipeline_events'),
  push: on('Push', 'A branch was pushed to, created or removed.', 'Push Hook', 'push_events'),
  tag_push: on('Tag push', 'A tag was created, moved or removed.', 'Tag Push Hook', 'tag_push_events'),
  vulnerability: info(
    'Vulnerability',
    'A vulnerability was found or changed state.',
    'Vulnerability Hook',
    'vulnerability_events',
  ),
  wiki_page: on(
    'Wiki page',
    'A wiki page was created, edited or removed.',
    'Wiki Page Hook',
    'wiki_page_events',
  ),
  incident: info(
    'Incident',
    'An incident was opened, edited, closed or reopened.',
    'Issue Hook',
    'incident_events',
  ),
  work_item: on(
    'Work item',
    'A task, epic, objective or other work item changed.',
    'Issue Hook',
    'issues_events',
  ),
  confidential_work_item: on(
    'Confidential work item',
    'A confidential task, epic, objective or other work item changed.',
    'Confidential Issue Hook',
    'confidential_issues_events',
  ),
  group_mention: info(
    'Group mention',
    'A group was mentioned where everyone may read it.',
    'Group Mention Hook',
    'group_mention_events',
  ),
  group_confidential_mention: info(
    'Confidential group mention',
    'A group was mentioned in a confidential place.',
    'Group Confidential Mention Hook',
    'group_confidential_mention_events',
  ),
  release: info('Release', 'A release was published, edited or removed.', 'Release Hook', 'releases_events'),
  emoji: info(
    'Emoji reaction',
    'Someone added or took back an emoji reaction.',
    'Emoji Hook',
    'emoji_events',
  ),
  milestone: info(
    'Milestone',
    'A milestone was created, closed, reopened or removed.',
    'Milestone Hook',
    'milestone_events',
  ),
  feature_flag: info(
    'Feature flag',
    'A feature flag was switched on or off.',
    'Feature Flag Hook',
    'feature_flag_events',
  ),
  access_token: info(
    'Access token',
    'A project or group access token is about to expire.',
    'Resource Access Token Hook',
    'resource_access_token_events',
  ),
  archive_trace: info(
    'Archived job log',
    'The log of a finished job was archived.',
    'Archive Trace Hook',
    'archive_trace_events',
  ),
  member: info(
    'Member',
    'Someone joined, left or asked to join a project or group.',
    'Member Hook',
    'member_events',
  ),
  project: info(
    'Project',
    'A project was created, renamed, moved or removed.',
    'Project Hook',
    'project_events',
  ),
  subgroup: info('Subgroup', 'A subgroup was created or removed.', 'Subgroup Hook', 'subgroup_events'),
  system: info(
    'System',
    'Accounts, keys, groups or repositories changed on the instance.',
    'System Hook',
    'system_events',
  ),
};

/** The name of the boolean that switches a trigger on, as in GitLab's REST API: `issue` → `issues_events`. */
export function eventSwitch(trigger: Trigger): string {
  return TRIGGER_INFO[trigger].switch;
}

function info(title: string, description: string, hookHeader: string, name: string): TriggerInfo {
  return { title, description, default: false, hookHeader, switch: name };
}

function on(title: string, description: string, hookHeader: string, name: string): TriggerInfo {
  return { ...info(title, description, hookHeader, name), default: true };
}
