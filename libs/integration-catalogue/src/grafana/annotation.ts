import { skip } from '@patchbay/integration-contracts';
import type {
  DeploymentView,
  EventView,
  PipelineView,
  PushView,
  ReleaseView,
  Skip,
} from '@patchbay/integration-contracts';
import { characters, render } from '../chat/render.ts';
import { link, oneLine, rich } from '../chat/rich-text.ts';
import type { RichText } from '../chat/rich-text.ts';
import { timeOf } from '../chat/wording.ts';
import { htmlMarkup } from '../markup/html-markup.ts';

export const ANNOTATED_TRIGGERS = ['push', 'tag_push', 'deployment', 'pipeline', 'release'] as const;
type AnnotatedView = Extract<EventView, { trigger: (typeof ANNOTATED_TRIGGERS)[number] }>;

interface Annotation {
  /** HTML: Grafana shows it as such, cleaned of scripts. */
  readonly text: string;
  readonly tags: readonly string[];
  /** Milliseconds; Grafana takes its own time without one. */
  readonly time?: number;
}
interface Part {
  readonly text: RichText;
  /** What follows the place. */
  readonly outcome?: string;
  readonly tag: string | undefined;
  readonly at: string | undefined;
}

const LIMIT = characters(10_000);

/** What a graph shows of an event, or why nothing. */
export function annotationOf(view: AnnotatedView): Annotation | Skip {
  const part = partOf(view);
  if ('skip' in part) return part;
  const place = view.project?.path ?? view.project?.name;
  const where = place === undefined ? undefined : rich` in ${link(place, view.project?.url)}`;
  const text = rich`${part.text}${where}${part.outcome && rich` ${part.outcome}`}`;
  const time = timeOf(part.at)?.getTime();
  const tags = ['gitlab', view.trigger, place, part.tag].filter((tag) => tag !== undefined);
  return {
    text: render(text, htmlMarkup, LIMIT),
    tags: tags.map(oneLine),
    ...(time !== undefined && { time }),
  };
}

function partOf(view: AnnotatedView): Part | Skip {
  switch (view.trigger) {
    case 'push':
    case 'tag_push':
      return pushPart(view);
    case 'deployment':
      return deploymentPart(view);
    case 'pipeline':
      return pipelinePart(view);
    case 'release':
      return releasePart(view);
  }
}

function pushPart({ isTag, isNew, isRemoved, ref = 'unknown', refUrl, totalCommits, actor }: PushView): Part {
  const kind = isTag ? 'tag' : 'branch';
  const who = actor?.name ?? actor?.username ?? 'Someone';
  const commits = `${totalCommits} ${totalCommits === 1 ? 'commit' : 'commits'}`;
  const verb = isRemoved ? 'deleted' : isNew ? 'created' : `pushed ${commits} to`;
  return {
    text: rich`${who} ${verb} ${kind} ${link(ref, isRemoved ? undefined : refUrl)}`,
    tag: ref,
    at: undefined,
  };
}

function deploymentPart({ status, environment, ref, url, changedAt }: DeploymentView): Part | Skip {
  if (status !== 'success' && status !== 'failed')
    return skip('the deployment has not ended in success or failure');
  const of = ref === undefined ? undefined : rich` of ${ref}`;
  return {
    text: rich`Deployment${of} to ${link(environment ?? 'an environment', url)}`,
    outcome: status === 'success' ? 'succeeded' : 'failed',
    tag: environment,
    at: changedAt,
  };
}

function pipelinePart({ id, url, status, ref, finishedAt }: PipelineView): Part | Skip {
  if (status !== 'success' && status !== 'failed')
    return skip('the pipeline has not ended in success or failure');
  const on = ref === undefined ? undefined : rich` on ${ref}`;
  return {
    text: rich`Pipeline ${link(`#${id ?? '?'}`, url)}${on}`,
    outcome: status === 'success' ? 'passed' : 'failed',
    tag: ref,
    at: finishedAt,
  };
}

function releasePart({ action, name, tag, url, releasedAt }: ReleaseView): Part | Skip {
  if (action !== 'create') return skip('only new releases are marked');
  return { text: rich`Release ${link(name ?? tag ?? 'without a name', url)}`, tag, at: releasedAt };
}
