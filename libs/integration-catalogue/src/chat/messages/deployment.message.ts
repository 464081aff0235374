import type { DeploymentView } from '@patchbay/integration-contracts';
import { chatMessage, placeIn } from '../chat-message.ts';
import type { ChatMessage, Tone } from '../chat-message.ts';
import { link, rich } from '../rich-text.ts';
import type { RichText } from '../rich-text.ts';
import type { Say } from '../say.ts';
import { personName, timeOf } from '../wording.ts';

const OUTCOMES = {
  running: ['deployment.running', 'neutral'],
  success: ['deployment.success', 'good'],
  failed: ['deployment.failed', 'danger'],
  canceled: ['deployment.canceled', 'warning'],
} as const satisfies Record<string, readonly [string, Tone]>;

export function deploymentMessage(view: DeploymentView, say: Say): ChatMessage {
  const { project, actor, status = say.word('unknown'), environmentUrl } = view;
  const environment = view.environment ?? say.word('deployment.environment');
  const [sentence, tone] = Object.hasOwn(OUTCOMES, status)
    ? OUTCOMES[status as keyof typeof OUTCOMES]
    : (['deployment.other', 'neutral'] as const);
  return chatMessage({
    project,
    author: actor,
    tone,
    summary: say(sentence, {
      environment: link(environment, environmentUrl),
      status: say.wordOf('deployment.status.', status),
      place: placeIn(project, say),
    }),
    body: bodyOf(view, say),
    time: timeOf(view.changedAt),
  });
}

function bodyOf(view: DeploymentView, say: Say): readonly RichText[] {
  const { shortSha, commitUrl, commitTitle } = view;
  const origin = originOf(view, say);
  return [
    ...(shortSha === undefined ? [] : [rich`${link(shortSha, commitUrl)} ${commitTitle}`]),
    ...(origin === undefined ? [] : [origin]),
  ];
}

function originOf({ jobId, url, actor, actorUrl }: DeploymentView, say: Say): RichText | undefined {
  const number = jobId === undefined ? undefined : link(`#${jobId}`, url);
  const person = actor === undefined ? undefined : link(personName(actor, say), actorUrl);
  if (number === undefined) return person === undefined ? undefined : say('deployment.by', { actor: person });
  return person === undefined
    ? say('deployment.job', { number })
    : say('deployment.job_by', { number, actor: person });
}
