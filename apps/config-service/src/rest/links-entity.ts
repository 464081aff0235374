import { AppError, issueUrl, publicValues, slugOf } from '@patchbay/integration-contracts';
import type { IntegrationDefinition, SettingsValues } from '@patchbay/integration-contracts';

export type LinksEntity = Readonly<Record<string, unknown>>;

/**
 * Where a tracker or a wiki is, and the issues that a text mentions, if one is given.
 * @throws AppError `not_found` for an integration that is neither
 */
export function linksEntity(
  definition: IntegrationDefinition,
  values: SettingsValues,
  text: string | undefined,
): LinksEntity {
  const { tracker, wiki } = definition;
  const settings = shownSettings(definition, values);
  if (wiki !== undefined) return { wiki: wiki.link(settings) };
  if (tracker === undefined) throw noLinks(definition);
  const { project, issue, newIssue } = tracker.links(settings);
  const links = { project: project ?? null, issue, new_issue: newIssue ?? null };
  if (text === undefined) return links;
  const references = tracker.references(text, settings);
  return { ...links, references: references.map((one) => ({ ...one, url: issueUrl(issue, one.issue) })) };
}

export function noLinks({ name }: IntegrationDefinition): AppError {
  return new AppError('not_found', `${slugOf(name)} has no links; issue trackers and wikis have.`);
}

/** Links are shown to whoever may read the settings, so they are made without secrets and without passwords in URLs. */
function shownSettings(definition: IntegrationDefinition, values: SettingsValues): SettingsValues {
  const shown = Object.entries(publicValues(definition, values));
  return Object.fromEntries(shown.filter(([, value]) => value !== null));
}
