import { hash } from 'node:crypto';
import { skip } from '@patchbay/integration-contracts';
import type {
  AlertView,
  DeploymentView,
  EventFacts,
  IntegrationEvent,
  IssueView,
  PipelineView,
  Skip,
} from '@patchbay/integration-contracts';
import { oneLine } from '../chat/rich-text.ts';
import { timeOf } from '../chat/wording.ts';
import { severityOf } from './severity.ts';
import type { Severity } from './severity.ts';

/** What people on call may be woken for. */
export const ALARM_TRIGGERS = ['alert', 'incident', 'pipeline', 'deployment'] as const;
export type AlarmTrigger = (typeof ALARM_TRIGGERS)[number];

/** Something that went wrong, or is right again. */
export interface Alarm {
  readonly action: 'open' | 'acknowledge' | 'close';
  /** The same for all that happens to one alert, incident, branch or environment; ASCII letters, digits and hyphens. */
  readonly key: string;
  readonly kind: AlarmTrigger;
  /** One line. */
  readonly summary: string;
  readonly severity: Severity;
  /** Path of the project, where one is known. */
  readonly source: string;
  readonly url: string | undefined;
  readonly time: Date | undefined;
  readonly details: Readonly<Record<string, string>>;
}

type Part = Pick<Alarm, 'action' | 'summary' | 'severity' | 'url' | 'time'> & {
  /** What tells it from others of its kind in the project. */
  readonly identity: string;
  readonly details: Readonly<Record<string, string | undefined>>;
};

/** What an event means to people on call, or why it means nothing. */
export function alarmOf({ view, facts }: IntegrationEvent<AlarmTrigger>): Alarm | Skip {
  const part = partOf(view, facts);
  if ('skip' in part) return part;
  const { identity, details, ...rest } = part;
  const place = facts.projectPath ?? view.project?.name;
  const key = hash('sha256', JSON.stringify([facts.projectId ?? place ?? '', identity]), 'hex');
  return {
    ...rest,
    kind: view.trigger,
    key: `gitlab-${view.trigger}-${key.slice(0, 32)}`,
    summary: oneLine(place === undefined ? rest.summary : `${rest.summary} (${place})`),
    source: oneLine(place ?? 'GitLab'),
    details: cleaned({ project: place, ...details }),
  };
}

function partOf(view: IntegrationEvent<AlarmTrigger>['view'], facts: EventFacts): Part | Skip {
  switch (view.trigger) {
    case 'alert':
      return alertPart(view);
    case 'incident':
      return incidentPart(view);
    case 'pipeline':
      return pipelinePart(view, facts);
    case 'deployment':
      return deploymentPart(view);
  }
}

const ALERT_ACTIONS: ReadonlyMap<string | undefined, Alarm['action']> = new Map([
  ['triggered', 'open'],
  ['acknowledged', 'acknowledge'],
  ['resolved', 'close'],
  ['ignored', 'close'],
]);

function alertPart({ status, title = 'without a title', url, severity, startedAt, events }: AlertView) {
  const action = ALERT_ACTIONS.get(status);
  if (action === undefined) return skip('the alert has no status that people on call could act on');
  return {
    action,
    identity: url ?? title,
    summary: `Alert: ${title}`,
    severity: severityOf(severity),
    url,
    time: timeOf(startedAt),
    details: { severity, occurrences: events === undefined ? undefined : String(events) },
  };
}

const INCIDENT_ACTIONS: ReadonlyMap<string | undefined, Alarm['action']> = new Map([
  ['open', 'open'],
  ['reopen', 'open'],
  ['close', 'close'],
]);

function incidentPart({ action: done, iid, title, url, severity, labels }: IssueView) {
  const action = INCIDENT_ACTIONS.get(done);
  if (action === undefined) return skip('only opening and closing an incident counts');
  return {
    action,
    identity: String(iid ?? url ?? title),
    summary: `Incident #${iid ?? '?'}: ${title ?? 'without a title'}`,
    severity: severityOf(severity),
    url,
    time: undefined,
    details: { severity, labels: labels.length === 0 ? undefined : labels.join(', ') },
  };
}

/** By branch, so that the next pipeline that passes there closes what an earlier one opened. */
function pipelinePart(view: PipelineView, { status }: EventFacts) {
  if (status !== 'failed' && status !== 'success')
    return skip('the pipeline has not ended in success or failure');
  const { ref, url, finishedAt, actor, commit, failedJobs } = view;
  return {
    action: status === 'failed' ? ('open' as const) : ('close' as const),
    identity: ref ?? '',
    summary: `Pipeline ${status === 'failed' ? 'failed' : 'passed'} on ${ref ?? 'an unknown branch'}`,
    severity: 'error' as const,
    url,
    time: timeOf(finishedAt),
    details: {
      ref,
      commit: commit?.title,
      'failed jobs': failedJobs.length === 0 ? undefined : failedJobs.map(({ name }) => name).join(', '),
      'started by': actor?.name ?? actor?.username,
    },
  };
}

/** By environment, so that the next deployment that succeeds closes what an earlier one opened. */
function deploymentPart({ status, environment, url, changedAt, actor, ...view }: DeploymentView) {
  if (status !== 'failed' && status !== 'success')
    return skip('the deployment has not ended in success or failure');
  return {
    action: status === 'failed' ? ('open' as const) : ('close' as const),
    identity: environment ?? '',
    summary: `Deployment to ${environment ?? 'an environment'} ${status === 'failed' ? 'failed' : 'succeeded'}`,
    severity: 'error' as const,
    url,
    time: timeOf(changedAt),
    details: {
      environment,
      ref: view.ref,
      commit: view.commitTitle,
      'deployed by': actor?.name ?? actor?.username,
    },
  };
}

function cleaned(details: Part['details']): Readonly<Record<string, string>> {
  const known = Object.entries(details).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [name, oneLine(value)]));
}
