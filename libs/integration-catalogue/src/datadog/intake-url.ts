/** The settings that the address is made of. */
interface IntakeSettings {
  readonly datadog_site: string;
  readonly api_url: string | undefined;
  readonly api_key: string;
  readonly datadog_env: string | undefined;
  readonly datadog_service: string | undefined;
  readonly datadog_tags: string | undefined;
}

/** Where Datadog takes web hooks. A query that `api_url` may have is replaced; parameters that are not set are left out. */
export function intakeUrl(settings: IntakeSettings): string {
  const site = settings.datadog_site.replace(/^app\./, '');
  const base = settings.api_url ?? `https://webhook-intake.${site}/api/v2/webhook`;
  const parameters = Object.entries({
    'dd-api-key': settings.api_key,
    env: settings.datadog_env,
    service: settings.datadog_service,
    tags: tagList(settings.datadog_tags),
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${base.replace(/[?#].*$/s, '')}?${new URLSearchParams(parameters).toString()}`;
}

/** One tag a line becomes a list with commas; a tag that has one itself is quoted. */
function tagList(lines = ''): string | undefined {
  const tags = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((tag) => (tag.includes(',') ? `"${tag}"` : tag));
  return tags.length === 0 ? undefined : tags.join(',');
}
