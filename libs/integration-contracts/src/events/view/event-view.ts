import type { Trigger } from '../triggers.ts';
import type { AlertView } from './alert.view.ts';
import type { CommentTrigger, CommentView } from './comment.view.ts';
import type { DeploymentView } from './deployment.view.ts';
import type { EmojiView } from './emoji.view.ts';
import type { GroupMentionTrigger, GroupMentionView } from './group-mention.view.ts';
import type { IssueTrigger, IssueView } from './issue.view.ts';
import type { JobView } from './job.view.ts';
import type { MergeRequestView } from './merge-request.view.ts';
import type { OtherTrigger, OtherView } from './other.view.ts';
import type { PipelineView } from './pipeline.view.ts';
import type { PushTrigger, PushView } from './push.view.ts';
import type { ReleaseView } from './release.view.ts';
import type { VulnerabilityView } from './vulnerability.view.ts';
import type { WikiPageView } from './wiki-page.view.ts';

/** The view of one trigger, or the union of the views of several. */
export type ViewOf<T extends Trigger> = T extends PushTrigger
  ? PushView<T>
  : T extends IssueTrigger
    ? IssueView<T>
    : T extends CommentTrigger
      ? CommentView<T>
      : T extends GroupMentionTrigger
        ? GroupMentionView<T>
        : T extends OtherTrigger
          ? OtherView<T>
          : Extract<SingleView, { trigger: T }>;

type SingleView =
  | MergeRequestView
  | WikiPageView
  | PipelineView
  | JobView
  | DeploymentView
  | AlertView
  | VulnerabilityView
  | ReleaseView
  | EmojiView;

/** An event as message builders read it: told apart by `trigger`, every absent or odd value `undefined`. */
export type EventView = ViewOf<Trigger>;
