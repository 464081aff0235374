import type { Rollout } from '../changes/rollout.ts';
import { clip } from '../chat/rich-text.ts';

/** Attributes of New Relic's events take 4,095 characters. */
const TEXT_LENGTH = 4000;

/** `ChangeTrackingEventInput`. Without a timestamp: New Relic refuses one of another day, and retries may last that long. */
export function changeEventOf({ ref, sha, title, url, actor, project, ...rest }: Rollout, guid: string) {
  const version = rest.environment === undefined ? (ref ?? sha) : (sha?.slice(0, 8) ?? ref);
  const branch = rest.environment === undefined ? undefined : ref;
  const description = [title, project, branch].filter((part) => part !== undefined).join(', ');
  return {
    categoryAndTypeData: {
      kind: { category: 'DEPLOYMENT', type: 'BASIC' },
      categoryFields: {
        deployment: {
          version: clip(version ?? 'unknown', TEXT_LENGTH).toWellFormed(),
          ...(sha !== undefined && { commit: sha }),
          ...(url !== undefined && { deepLink: url }),
        },
      },
    },
    entitySearch: { query: `id = '${guid}'` },
    shortDescription: title,
    description: clip(description, TEXT_LENGTH).toWellFormed(),
    ...(actor !== undefined && { user: actor.toWellFormed() }),
  };
}
