import type { PipelineView } from '@patchbay/integration-contracts';
import { chatMessage } from '../chat-message.ts';
import type { ChatMessage, MessageDetail, Tone } from '../chat-message.ts';
import { joined, link, rich } from '../rich-text.ts';
import type { RichText } from '../rich-text.ts';
import { clock, personName, timeOf } from '../wording.ts';

const MAX_JOBS = 10;

export function pipelineMessage(view: PipelineView): ChatMessage {
  const { project, actor, id, duration } = view;
  const number = `#${id ?? '?'}`;
  const outcome = outcomeOf(view);
  const took = duration === undefined ? undefined : `after ${clock(duration)}`;
  return chatMessage({
    project,
    author: actor,
    tone: toneOf(view),
    lead: rich`Pipeline ${outcome}:`,
    subject: rich`${link(number, view.url)}${placeOf(view)}`,
    tail: rich`${took && rich`, ${took}`}${actor && rich`, started by ${personName(actor)}`}`,
    heading: link(`Pipeline ${number} ${outcome} ${took ?? ''}`, failuresUrl(view) ?? view.url),
    details: detailsOf(view),
    time: timeOf(view.finishedAt),
    isCard: true,
  });
}

function hasWarnings({ status, detailedStatus }: PipelineView): boolean {
  return status === 'success' && detailedStatus?.includes('warning') === true;
}

function outcomeOf(view: PipelineView): string {
  if (view.status === 'success') return hasWarnings(view) ? 'passed with warnings' : 'passed';
  return view.status ?? 'changed';
}

function toneOf(view: PipelineView): Tone {
  if (view.status === 'failed') return 'danger';
  return view.status === 'success' && !hasWarnings(view) ? 'good' : 'warning';
}

function placeOf({ ref, refUrl, isTag, mergeRequest }: PipelineView): RichText {
  // Such a ref means nothing to people: refs/merge-requests/7/merge.
  if (mergeRequest !== undefined && ref?.startsWith('refs/') !== false) {
    return rich` for merge request ${link(`!${mergeRequest.iid ?? '?'}`, mergeRequest.url)}`;
  }
  return ref === undefined ? [] : rich` on ${isTag ? 'tag' : 'branch'} ${link(ref, refUrl)}`;
}

function failuresUrl({ url, failedJobs }: PipelineView): string | undefined {
  return url === undefined || failedJobs.length === 0 ? undefined : `${url}/failures`;
}

function detailsOf(view: PipelineView): readonly MessageDetail[] {
  const { name, ref, refUrl, isTag, commit, failedStages, failedJobs } = view;
  const details: MessageDetail[] = [];
  const add = (title: string, value: RichText) => details.push({ title, value });
  if (ref !== undefined) add(isTag ? 'Tag' : 'Branch', [link(ref, refUrl)]);
  if (commit !== undefined) add('Commit', [link(commit.title, commit.url)]);
  if (failedStages.length > 0) {
    const stages = failedStages.slice(0, MAX_JOBS).map((stage) => rich`${stage}`);
    add(stages.length === 1 ? 'Failed stage' : 'Failed stages', joined(stages, ', '));
  }
  if (failedJobs.length > 0) add(failedJobs.length === 1 ? 'Failed job' : 'Failed jobs', jobsOf(view));
  if (name !== undefined) add('Name', rich`${name}`);
  return details;
}

function jobsOf(view: PipelineView): RichText {
  const shown = view.failedJobs.slice(0, MAX_JOBS);
  const more = view.failedJobs.length - shown.length;
  const jobs = joined(
    shown.map(({ name, url }) => [link(name, url)]),
    ', ',
  );
  return more === 0 ? jobs : rich`${jobs} and ${link(`${more} more`, failuresUrl(view))}`;
}
