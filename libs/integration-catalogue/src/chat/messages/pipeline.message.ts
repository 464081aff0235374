import type { PipelineView } from '@patchbay/integration-contracts';
import { chatMessage, placeIn } from '../chat-message.ts';
import type { ChatMessage, MessageDetail, Tone } from '../chat-message.ts';
import { joined, link, rich } from '../rich-text.ts';
import type { RichText } from '../rich-text.ts';
import type { Say } from '../say.ts';
import { clock, personName, timeOf } from '../wording.ts';

const MAX_JOBS = 10;

export function pipelineMessage(view: PipelineView, say: Say): ChatMessage {
  const { project, actor, id, duration } = view;
  const number = `#${id ?? '?'}`;
  const outcome = outcomeOf(view, say);
  const time = duration === undefined ? undefined : clock(duration);
  const took = time === undefined ? '' : say.word('pipeline.after', { time });
  return chatMessage({
    project,
    author: actor,
    tone: toneOf(view),
    summary: say('pipeline.summary', {
      outcome,
      number: link(number, view.url),
      where: whereOf(view, say),
      place: placeIn(project, say),
      took: time === undefined ? undefined : say('pipeline.took', { time }),
      by: actor === undefined ? undefined : say('pipeline.by', { actor: personName(actor, say) }),
    }),
    heading: link(say.word('pipeline.heading', { number, outcome, took }), failuresUrl(view) ?? view.url),
    details: detailsOf(view, say),
    time: timeOf(view.finishedAt),
    isCard: true,
    thread: `pipeline ${id ?? ''}`,
  });
}

function hasWarnings({ status, detailedStatus }: PipelineView): boolean {
  return status === 'success' && detailedStatus?.includes('warning') === true;
}

function outcomeOf(view: PipelineView, say: Say): string {
  return hasWarnings(view)
    ? say.word('pipeline.outcome.warnings')
    : say.wordOf('pipeline.outcome.', view.status ?? 'changed');
}

function toneOf(view: PipelineView): Tone {
  if (view.status === 'failed') return 'danger';
  return view.status === 'success' && !hasWarnings(view) ? 'good' : 'warning';
}

function whereOf({ ref, refUrl, isTag, mergeRequest }: PipelineView, say: Say): RichText {
  // Such a ref means nothing to people: refs/merge-requests/7/merge.
  if (mergeRequest !== undefined && ref?.startsWith('refs/') !== false) {
    const number = link(`!${mergeRequest.iid ?? '?'}`, mergeRequest.url);
    return say('pipeline.for_merge_request', { number });
  }
  if (ref === undefined) return [];
  return say(isTag ? 'pipeline.on_tag' : 'pipeline.on_branch', { ref: link(ref, refUrl) });
}

function failuresUrl({ url, failedJobs }: PipelineView): string | undefined {
  return url === undefined || failedJobs.length === 0 ? undefined : `${url}/failures`;
}

function detailsOf(view: PipelineView, say: Say): readonly MessageDetail[] {
  const { name, ref, refUrl, isTag, commit, failedStages, failedJobs } = view;
  const details: MessageDetail[] = [];
  const add = (title: string, value: RichText) => details.push({ title, value });
  if (ref !== undefined) add(say.word(isTag ? 'detail.tag' : 'detail.branch'), [link(ref, refUrl)]);
  if (commit !== undefined) add(say.word('detail.commit'), [link(commit.title, commit.url)]);
  if (failedStages.length > 0) {
    const stages = failedStages.slice(0, MAX_JOBS).map((stage) => rich`${stage}`);
    add(say.word('detail.failed_stages', { count: stages.length }), joined(stages, ', '));
  }
  if (failedJobs.length > 0)
    add(say.word('detail.failed_jobs', { count: failedJobs.length }), jobsOf(view, say));
  if (name !== undefined) add(say.word('detail.name'), rich`${name}`);
  return details;
}

function jobsOf(view: PipelineView, say: Say): RichText {
  const shown = view.failedJobs.slice(0, MAX_JOBS);
  const count = view.failedJobs.length - shown.length;
  const list = joined(
    shown.map(({ name, url }) => [link(name, url)]),
    ', ',
  );
  return count === 0
    ? list
    : say('and_more', { list, more: link(say.word('more', { count }), failuresUrl(view)) });
}
