import { accessTokenEvent } from './access-token.event.ts';
import { alertEvent } from './alert.event.ts';
import { archiveTraceEvent } from './archive-trace.event.ts';
import { commentEvent } from './comment.event.ts';
import { commitEvent } from './commit.event.ts';
import { confidentialIssueEvent } from './confidential-issue.event.ts';
import { confidentialNoteEvent } from './confidential-note.event.ts';
import { confidentialWorkItemEvent } from './confidential-work-item.event.ts';
import { deploymentEvent } from './deployment.event.ts';
import { emojiEvent } from './emoji.event.ts';
import { featureFlagEvent } from './feature-flag.event.ts';
import { groupConfidentialMentionEvent } from './group-confidential-mention.event.ts';
import { groupMentionEvent } from './group-mention.event.ts';
import { incidentEvent } from './incident.event.ts';
import { issueEvent } from './issue.event.ts';
import { jobEvent } from './job.event.ts';
import { memberEvent } from './member.event.ts';
import { mergeRequestEvent } from './merge-request.event.ts';
import { milestoneEvent } from './milestone.event.ts';
import { pipelineEvent } from './pipeline.event.ts';
import { projectEvent } from './project.event.ts';
import { pushEvent } from './push.event.ts';
import { releaseEvent } from './release.event.ts';
import { subgroupEvent } from './subgroup.event.ts';
import { systemEvent } from './system.event.ts';
import { tagPushEvent } from './tag-push.event.ts';
import { vulnerabilityEvent } from './vulnerability.event.ts';
import { wikiPageEvent } from './wiki-page.event.ts';
import { workItemEvent } from './work-item.event.ts';
import type { EventContract } from './event-contract.ts';
import type { Trigger } from './triggers.ts';

/** The contract of every trigger. */
export const EVENT_CONTRACTS: Readonly<Record<Trigger, EventContract>> = {
  alert: alertEvent,
  commit: commitEvent,
  deployment: deploymentEvent,
  issue: issueEvent,
  confidential_issue: confidentialIssueEvent,
  job: jobEvent,
  merge_request: mergeRequestEvent,
  comment: commentEvent,
  confidential_note: confidentialNoteEvent,
  pipeline: pipelineEvent,
  push: pushEvent,
  tag_push: tagPushEvent,
  vulnerability: vulnerabilityEvent,
  wiki_page: wikiPageEvent,
  incident: incidentEvent,
  work_item: workItemEvent,
  confidential_work_item: confidentialWorkItemEvent,
  group_mention: groupMentionEvent,
  group_confidential_mention: groupConfidentialMentionEvent,
  release: releaseEvent,
  emoji: emojiEvent,
  milestone: milestoneEvent,
  feature_flag: featureFlagEvent,
  access_token: accessTokenEvent,
  archive_trace: archiveTraceEvent,
  member: memberEvent,
  project: projectEvent,
  subgroup: subgroupEvent,
  system: systemEvent,
};
