import { skip } from '@patchbay/integration-contracts';
import type {
  CommitView,
  DeploymentView,
  EventFacts,
  IntegrationEvent,
  PushView,
  ReleaseView,
  Skip,
} from '@patchbay/integration-contracts';
import { oneLine } from '../chat/rich-text.ts';
import { timeOf } from '../chat/wording.ts';

/** What brings a version of the code to the world. */
export const ROLLOUT_TRIGGERS = ['tag_push', 'release', 'deployment'] as const;
export type RolloutTrigger = (typeof ROLLOUT_TRIGGERS)[number];

type RolloutCommit = Pick<CommitView, 'id' | 'message'> & Partial<CommitView>;

/** A version, and where it went. */
export interface Rollout {
  /** The tag; for a deployment the branch or tag that was deployed. */
  readonly ref: string | undefined;
  /** Of the commit: in full where the event tells it, else its first characters. */
  readonly sha: string | undefined;
  /** One line about it. */
  readonly title: string;
  readonly url: string | undefined;
  readonly commits: readonly RolloutCommit[];
  /** Set for deployments only. */
  readonly environment: string | undefined;
  readonly actor: string | undefined;
  readonly time: Date | undefined;
  /** Path of the project, where it is known. */
  readonly project: string | undefined;
}

/** Leaves out what brings nothing new: edited releases, and deployments that have not succeeded. */
export function rolloutFilter({
  facts,
  trigger,
}: {
  readonly facts: EventFacts;
  readonly trigger: RolloutTrigger;
}): true | string {
  if (trigger === 'release') return facts.action === 'create' || 'only new releases count';
  if (trigger === 'deployment') return facts.status === 'success' || 'the deployment has not succeeded';
  return true;
}

/** The version that an event brings, or why it brings none. */
export function rolloutOf({ view, facts, payload }: IntegrationEvent<RolloutTrigger>): Rollout | Skip {
  const project = facts.projectPath ?? view.project?.name;
  if (view.trigger === 'tag_push') {
    const { checkout_sha: commit } = payload;
    // `after` is the tag's own SHA when it is annotated.
    const sha = typeof commit === 'string' && commit !== '' ? commit : view.after;
    return view.isRemoved ? skip('the tag was removed') : { ...ofTag(view, sha), project };
  }
  const verdict = rolloutFilter({ facts, trigger: view.trigger });
  if (verdict !== true) return skip(verdict);
  return { ...(view.trigger === 'release' ? ofRelease(view) : ofDeployment(view)), project };
}

type Found = Omit<Rollout, 'project'>;

function ofTag({ ref, refUrl, commits, actor }: PushView, sha: string | undefined): Found {
  return {
    ref,
    sha,
    title: oneLine(`Tag ${ref ?? 'without a name'}`),
    url: refUrl,
    commits,
    environment: undefined,
    actor: actor?.name ?? actor?.username,
    time: undefined,
  };
}

function ofRelease({ tag, name, url, commit, releasedAt }: ReleaseView): Found {
  return {
    ref: tag,
    sha: commit?.id,
    title: oneLine(`Release ${name ?? tag ?? 'without a name'}`),
    url,
    commits: commit === undefined ? [] : [commit],
    environment: undefined,
    actor: commit?.author,
    time: timeOf(releasedAt),
  };
}

function ofDeployment(view: DeploymentView): Found {
  const { ref, commitUrl, shortSha, commitTitle, environment, url, environmentUrl, actor, changedAt } = view;
  // The payload has a short SHA only, but links to the commit by its full one.
  const full = /\/commit\/([0-9a-f]{40,64})$/.exec(commitUrl ?? '')?.[1];
  const sha = full ?? shortSha;
  return {
    ref,
    sha,
    title: oneLine(`Deployment to ${environment ?? 'an environment'}`),
    url: url ?? environmentUrl,
    commits: full === undefined ? [] : [{ id: full, message: commitTitle ?? '' }],
    environment: environment ?? 'unknown',
    actor: actor?.name ?? actor?.username,
    time: timeOf(changedAt),
  };
}
