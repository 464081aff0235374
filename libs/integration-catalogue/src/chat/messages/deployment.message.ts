import type { DeploymentView } from '@patchbay/integration-contracts';
import { chatMessage } from '../chat-message.ts';
import type { ChatMessage, Tone } from '../chat-message.ts';
import { joined, link, rich } from '../rich-text.ts';
import type { RichText } from '../rich-text.ts';
import { inWords, personName, timeOf } from '../wording.ts';

const OUTCOMES: ReadonlyMap<string | undefined, readonly [words: string, tone: Tone]> = new Map([
  ['running', ['has started', 'neutral']],
  ['success', ['succeeded', 'good']],
  ['failed', ['failed', 'danger']],
  ['canceled', ['was canceled', 'warning']],
] as const);

export function deploymentMessage(view: DeploymentView): ChatMessage {
  const { project, actor, status, environment = 'an environment', environmentUrl } = view;
  const [words, tone] = OUTCOMES.get(status) ?? [`is ${inWords(status ?? 'unknown')}`, 'neutral'];
  return chatMessage({
    project,
    author: actor,
    tone,
    lead: rich`Deployment to ${link(environment, environmentUrl)} ${words}`,
    subject: [],
    body: bodyOf(view),
    time: timeOf(view.changedAt),
  });
}

function bodyOf({
  shortSha,
  commitUrl,
  commitTitle,
  jobId,
  url,
  actor,
  actorUrl,
}: DeploymentView): RichText[] {
  const origin: RichText[] = [];
  if (jobId !== undefined) origin.push(rich`job ${link(`#${jobId}`, url)}`);
  if (actor !== undefined) origin.push(rich`by ${link(personName(actor), actorUrl)}`);
  const lines: RichText[] = [];
  if (shortSha !== undefined) lines.push(rich`${link(shortSha, commitUrl)} ${commitTitle}`);
  if (origin.length > 0) lines.push(joined(origin, ' '));
  return lines;
}
