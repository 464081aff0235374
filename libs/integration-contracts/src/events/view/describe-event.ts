import type { EventFacts, ParsedEvent } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import type { Trigger } from '../triggers.ts';
import { alertView } from './alert.view.ts';
import { commentView } from './comment.view.ts';
import { deploymentView } from './deployment.view.ts';
import { emojiView } from './emoji.view.ts';
import type { EventView, ViewOf } from './event-view.ts';
import { groupMentionView } from './group-mention.view.ts';
import { issueView } from './issue.view.ts';
import { jobView } from './job.view.ts';
import { mergeRequestView } from './merge-request.view.ts';
import { otherView } from './other.view.ts';
import { pipelineView } from './pipeline.view.ts';
import { pushView } from './push.view.ts';
import { releaseView } from './release.view.ts';
import { vulnerabilityView } from './vulnerability.view.ts';
import { wikiPageView } from './wiki-page.view.ts';

type Builder<T extends Trigger> = (payload: JsonObject, facts: EventFacts, trigger: T) => ViewOf<T>;

const BUILDERS: { readonly [T in Trigger]: Builder<T> } = {
  push: pushView,
  tag_push: pushView,
  commit: pushView,
  issue: issueView,
  confidential_issue: issueView,
  incident: issueView,
  work_item: issueView,
  confidential_work_item: issueView,
  merge_request: mergeRequestView,
  comment: commentView,
  confidential_note: commentView,
  pipeline: pipelineView,
  job: jobView,
  deployment: deploymentView,
  wiki_page: wikiPageView,
  alert: alertView,
  vulnerability: vulnerabilityView,
  group_mention: groupMentionView,
  group_confidential_mention: groupMentionView,
  release: releaseView,
  emoji: emojiView,
  milestone: otherView,
  feature_flag: otherView,
  access_token: otherView,
  archive_trace: otherView,
  member: otherView,
  project: otherView,
  subgroup: otherView,
  system: otherView,
};

/**
 * The event as message builders read it. Never throws, and holds `undefined` for whatever the payload lacks or has in
 * another type. `trigger` is the one that the integration subscribed to, when that is one of `facts.also`.
 */
export function describeEvent<T extends Trigger = Trigger>(event: ParsedEvent, trigger?: T): ViewOf<T>;
export function describeEvent(event: ParsedEvent, trigger: Trigger = event.facts.trigger): EventView {
  return build(trigger, event);
}

function build<T extends Trigger>(trigger: T, { payload, facts }: ParsedEvent): ViewOf<T> {
  return BUILDERS[trigger](payload, facts, trigger);
}
