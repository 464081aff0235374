/**
 * The names that derive from an integration's underscored one, as GitLab's APIs have them.
 * Source: GitLab's integrations guide, "Rename services to integrations".
 */

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** `microsoft_teams` → `MicrosoftTeamsService`, the class name that older clients know. */
export function legacyTypeName(name: string): string {
  const words = name.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Service`;
}

/** `MicrosoftTeamsService` → `microsoft_teams`; `undefined` for what is no such class name. */
export function nameOfLegacyType(type: string): string | undefined {
  const stem = /^((?:[A-Z][a-z0-9]*)+)Service$/.exec(type)?.[1];
  return stem?.replaceAll(/(?<!^)(?=[A-Z])/g, '_').toLowerCase();
}

/** `microsoft_teams` → `MICROSOFT_TEAMS_SERVICE`, the value that GraphQL's `ServiceType` has for it. */
export function graphqlEnumName(name: string): string {
  return `${name.toUpperCase()}_SERVICE`;
}

/** What REST has in its path: `microsoft-teams`, or `webhook:audit` for one of several. */
export function slugOf(name: string, label?: string): string {
  const slug = name.replaceAll('_', '-');
  return label === undefined ? slug : `${slug}:${label}`;
}

/** Takes a slug apart; `undefined` when its label has other characters than a–z, 0–9 and inner hyphens, or more than 40. */
export function parseSlug(slug: string): { name: string; label?: string } | undefined {
  const [base = '', label, ...rest] = slug.split(':');
  if (rest.length > 0 || base === '') return undefined;
  const name = base.replaceAll('-', '_');
  if (label === undefined) return { name };
  return LABEL.test(label) ? { name, label } : undefined;
}
