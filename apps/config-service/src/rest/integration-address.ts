import { CATALOGUE, integrationByName } from '@patchbay/integration-catalogue';
import { AppError, nameOfLegacyType, parseSlug, slugOf } from '@patchbay/integration-contracts';
import type { ErrorCode, IntegrationDefinition, ScopeKey } from '@patchbay/integration-contracts';
import type { IntegrationAddress } from '../settings/integration-settings.ts';

/** Longer ones are not worth repeating in an error. */
const SHOWN_LENGTH = 60;

/**
 * The settings that a path names: its scope, and a slug such as `microsoft-teams` or `webhook:audit`.
 * @throws AppError with `unknownCode` for a slug that names no integration, or that has a label where only one can be set up
 */
export function addressOf(
  scope: ScopeKey,
  slug: string,
  unknownCode: ErrorCode = 'invalid_request',
): IntegrationAddress {
  const { definition, label } = named(slug, unknownCode);
  if (label !== undefined && !definition.isMultiple) {
    const only = slugOf(definition.name);
    throw new AppError(
      unknownCode,
      `slug ${shown(slug)} has a label, but a scope has one ${only} at most; use ${only}.`,
    );
  }
  return { scope, definition, label: label ?? '' };
}

/** GitLab's slugs have hyphens, its names underscores, and its oldest clients know class names: `MicrosoftTeamsService`. */
function named(
  slug: string,
  unknownCode: ErrorCode,
): { definition: IntegrationDefinition; label: string | undefined } {
  const legacy = nameOfLegacyType(slug);
  const parsed = legacy === undefined ? parseSlug(slug) : { name: legacy };
  const definition = parsed === undefined ? undefined : integrationByName(parsed.name);
  if (parsed !== undefined && definition !== undefined) return { definition, label: parsed.label };
  const known = CATALOGUE.map(({ name }) => slugOf(name)).join(', ');
  throw new AppError(unknownCode, `slug ${shown(slug)} names no integration; there are ${known}.`);
}

function shown(slug: string): string {
  return JSON.stringify(slug.length > SHOWN_LENGTH ? `${slug.slice(0, SHOWN_LENGTH)}…` : slug);
}
