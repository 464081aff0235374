import { EVENT_SAMPLES } from '@patchbay/integration-contracts';
import type { RuleProblem, Trigger } from '@patchbay/integration-contracts';
import { CERTIFICATE_PROBLEMS, certificateProblems } from './client-certificate.ts';
import { filterProblem } from './content-filter.ts';
import { HEADER_PROBLEMS, customHeadersProblem } from './custom-headers.ts';
import { renderingProblem, templateProblem } from './payload-template.ts';
import { VARIABLE_PROBLEMS, variablesProblem } from './url-variables.ts';

/** What can be wrong with the settings of a web hook, beyond their fields. */
export const WEB_HOOK_PROBLEMS = {
  ...CERTIFICATE_PROBLEMS,
  ...HEADER_PROBLEMS,
  ...VARIABLE_PROBLEMS,
  bad_filter: 'can’t be used: {reason}',
  bad_template: 'can’t be used: {reason}',
  template_of_event: 'makes no valid JSON of a sample of {event}: {reason}',
} as const;

type Problem = RuleProblem<keyof typeof WEB_HOOK_PROBLEMS>;

interface CheckedSettings {
  readonly url?: string | undefined;
  readonly url_variables?: string | undefined;
  readonly custom_headers?: string | undefined;
  readonly client_certificate?: string | undefined;
  readonly client_key?: string | undefined;
  readonly client_key_passphrase?: string | undefined;
  readonly payload_template?: string | undefined;
  readonly content_filter?: string | undefined;
}

type CheckedField = keyof CheckedSettings;

/** The problems of a web hook's settings, by field. */
export function webHookProblems(settings: CheckedSettings): Readonly<Partial<Record<CheckedField, Problem>>> {
  const { url, url_variables: variables, custom_headers: headers } = settings;
  const { payload_template: template, content_filter: filter } = settings;
  return withoutAbsent({
    ...certificateProblems(settings),
    url_variables: url === undefined ? undefined : variablesProblem(url, variables),
    custom_headers: headers === undefined ? undefined : customHeadersProblem(headers),
    payload_template: template === undefined ? undefined : because('bad_template', templateProblem(template)),
    content_filter: filter === undefined ? undefined : because('bad_filter', filterProblem(filter)),
  });
}

/** Whether the template makes JSON of all samples of the events that are on; the first of which it does not is named. */
export function templateProblems(
  template: string | undefined,
  triggers: readonly Trigger[],
): Readonly<Partial<Record<'payload_template', Problem>>> {
  if (template === undefined) return {};
  for (const { trigger, payload } of EVENT_SAMPLES) {
    const reason = triggers.includes(trigger) ? renderingProblem(template, payload) : undefined;
    if (reason === undefined) continue;
    return { payload_template: { name: 'template_of_event', values: { event: trigger, reason } } };
  }
  return {};
}

function because(name: 'bad_filter' | 'bad_template', reason: string | undefined): Problem | undefined {
  return reason === undefined ? undefined : { name, values: { reason } };
}

function withoutAbsent(
  problems: Readonly<Partial<Record<CheckedField, Problem | undefined>>>,
): Readonly<Partial<Record<CheckedField, Problem>>> {
  return Object.fromEntries(
    Object.entries(problems).filter((entry): entry is [string, Problem] => entry[1] !== undefined),
  );
}
