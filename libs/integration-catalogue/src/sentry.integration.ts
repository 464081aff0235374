import { defineIntegration, field, get, json, post, skip } from '@patchbay/integration-contracts';
import { ROLLOUT_TRIGGERS, rolloutFilter, rolloutOf } from './changes/rollout.ts';
import { deployOf, releaseOf, versionOf } from './sentry/sentry-release.ts';
import { urlPart, withoutSlash } from './addresses/url-part.ts';

/** Source: Sentry, "Create a New Release for an Organization", "Create a Deploy". */
export const sentry = defineIntegration({
  name: 'sentry',
  title: 'Sentry',
  summary: 'Makes Sentry releases of tags, releases and deployments, and records where they were deployed.',
  help: 'In Sentry, open *Settings > Developer Settings > Organization Tokens*, or make an internal integration that may administer releases. The version must be the one that your applications report.',
  category: 'monitoring',
  fields: {
    url: field.url({
      title: 'Sentry URL',
      help: 'https://de.sentry.io for data in the EU, or your own server.',
      default: 'https://sentry.io',
      exposesSecrets: true,
      section: 'connection',
    }),
    organization: field.text({
      title: 'Organization',
      help: 'Its slug, as addresses have it.',
      required: true,
      pattern: /^[A-Za-z0-9][\w-]*$/,
      patternHint: 'must be a slug of letters, digits, hyphens and underscores',
      section: 'connection',
      example: 'acme',
    }),
    token: field.password({
      title: 'Token',
      help: 'Needs the scope project:releases or org:ci.',
      required: true,
      pattern: /^[\x21-\x7e]+$/,
      patternHint: 'must have no blanks',
      section: 'connection',
      example: 'sentry-token-1f6a',
    }),
    projects: field.stringList({
      title: 'Projects',
      help: 'Slugs of the Sentry projects that the releases belong to.',
      required: true,
      section: 'configuration',
      example: ['engine', 'test-stand'],
    }),
    version_source: field.select({
      title: 'Version',
      help: 'With tags, deployments are expected to run for tags too.',
      choices: [
        ['SHA of the commit', 'commit'],
        ['Name of the tag', 'tag'],
      ],
      default: 'commit',
      section: 'configuration',
    }),
  },
  events: { supported: ROLLOUT_TRIGGERS, default: ROLLOUT_TRIGGERS },
  filter: rolloutFilter,
  requests: ({ settings, event }) => {
    const { facts, trigger } = event;
    const hasNoTag = trigger === 'deployment' && facts.ref === facts.defaultBranch;
    if (settings.version_source === 'tag' && hasNoTag) return skip('a branch was deployed, not a tag');
    const rollout = rolloutOf(event);
    if ('skip' in rollout) return rollout;
    const version = versionOf(rollout, settings.version_source);
    if (version === undefined) return skip('the event has no version that Sentry takes');
    const { url, access } = releasesOf(settings);
    const release = post(url, json(releaseOf(rollout, { version, projects: settings.projects })), access);
    if (rollout.environment === undefined) return release;
    return [release, post(`${url}${urlPart(version)}/deploys/`, json(deployOf(rollout)), access)];
  },
  probe: ({ settings }) => {
    const { url, access } = releasesOf(settings);
    return get(`${url}?per_page=1`, access);
  },
});

function releasesOf({
  url,
  organization,
  token,
}: {
  readonly url: string;
  readonly organization: string;
  readonly token: string;
}) {
  const base = `${withoutSlash(url)}/api/0/organizations/${urlPart(organization)}/releases/`;
  return { url: base, access: { headers: { authorization: `Bearer ${token}` } } };
}
