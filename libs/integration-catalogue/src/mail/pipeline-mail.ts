import type { EventFacts, PipelineView } from '@patchbay/integration-contracts';
import { joined, link, oneLine, rich } from '../chat/rich-text.ts';
import type { RichText } from '../chat/rich-text.ts';

/** `Successful`, `Failed` or `Fixed`; nothing for a pipeline that came to no such end. */
export function pipelineOutcome({ status, refStatusName }: EventFacts): string | undefined {
  if (status === 'failed') return 'Failed';
  if (status !== 'success') return undefined;
  return refStatusName === 'fixed' ? 'Fixed' : 'Successful';
}

/** People sort their mail by it, so it has GitLab's form. */
export function pipelineSubject({ project, ref, sha }: PipelineView, outcome: string): string {
  const what = ref === undefined ? `${outcome} pipeline` : `${outcome} pipeline for ${ref}`;
  const parts = [project?.name ?? project?.path, what, sha?.slice(0, 8)];
  return oneLine(parts.filter((part) => part !== undefined).join(' | '));
}

/** What rules of mail clients go by. */
export function pipelineHeaders({ id, ref, status }: PipelineView): Readonly<Record<string, string>> {
  return {
    ...(id !== undefined && { 'X-GitLab-Pipeline-Id': String(id) }),
    ...(ref !== undefined && { 'X-GitLab-Pipeline-Ref': oneLine(ref) }),
    ...(status !== undefined && { 'X-GitLab-Pipeline-Status': oneLine(status) }),
  };
}

export function pipelineBody(view: PipelineView, outcome: string): RichText {
  const { project, actor, id, url, commit, ref, refUrl, mergeRequest, failedJobs } = view;
  const person = actor?.name ?? actor?.username;
  const place = project?.path ?? project?.name;
  const lines = [
    rich`${outcome} pipeline ${link(`#${id ?? '?'}`, url)}${place && rich` in ${link(place, project?.url)}`}`,
    ...(ref === undefined ? [] : [rich`${view.isTag ? 'Tag' : 'Branch'}: ${link(ref, refUrl)}`]),
    ...(mergeRequest === undefined
      ? []
      : [
          rich`Merge request: ${link(`!${mergeRequest.iid ?? '?'}`, mergeRequest.url)} ${mergeRequest.title}`,
        ]),
    ...(commit === undefined ? [] : [rich`Commit: ${link(commit.shortId, commit.url)} ${commit.title}`]),
    ...(person === undefined ? [] : [rich`Started by: ${person}`]),
    ...failedJobs.map((job) => rich`Failed job: ${link(job.name, job.url)} (${job.stage ?? 'no stage'})`),
  ];
  return joined(lines, '\n');
}
