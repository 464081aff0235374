import type { Rollout } from '../changes/rollout.ts';
import { clip } from '../chat/rich-text.ts';
import { timeOf } from '../chat/wording.ts';
import { isMailAddress } from '../mail/recipients.ts';

// Limits and forbidden characters. Source: Sentry, serializers of releases, commits and deploys.
const VERSION_LENGTH = 200;
const SHA_LENGTH = 64;
const REPOSITORY_LENGTH = 64;
const NAME_LENGTH = 128;
/** Of older servers; Sentry's own takes 200. */
const EMAIL_LENGTH = 75;
const ENVIRONMENT_LENGTH = 64;
const FORBIDDEN = /[\r\n\f\t/\\]/;

/** What the release is called, if Sentry takes it. */
export function versionOf({ ref, sha }: Rollout, source: 'commit' | 'tag'): string | undefined {
  const version = (source === 'tag' ? ref : sha)?.trim();
  const isReserved = version === undefined || ['', '.', '..', 'latest'].includes(version.toLowerCase());
  if (isReserved || version.length > VERSION_LENGTH || FORBIDDEN.test(version)) return undefined;
  return version.toWellFormed();
}

/** Body of a release. Optional members that Sentry would refuse are left out, lest it refuse the release. */
export function releaseOf(
  rollout: Rollout,
  { version, projects }: { readonly version: string; readonly projects: readonly string[] },
): Readonly<Record<string, unknown>> {
  const { sha, url, commits, project, time } = rollout;
  const repository = project !== undefined && project.length <= REPOSITORY_LENGTH ? project : undefined;
  return {
    version,
    projects,
    ...(sha !== undefined && { ref: sha }),
    ...(url !== undefined && { url }),
    ...(time !== undefined && { dateReleased: time.toISOString() }),
    ...(commits.length > 0 && {
      commits: commits
        .filter(({ id }) => id.length <= SHA_LENGTH)
        .map((commit) => ({ ...commitOf(commit), ...(repository !== undefined && { repository }) })),
    }),
  };
}

function commitOf({ id, message, author, authorEmail, timestamp }: Rollout['commits'][number]) {
  const time = timeOf(timestamp);
  const hasEmail =
    authorEmail !== undefined && authorEmail.length <= EMAIL_LENGTH && isMailAddress(authorEmail);
  return {
    id,
    message,
    ...(author !== undefined && { author_name: clip(author, NAME_LENGTH) }),
    ...(hasEmail && { author_email: authorEmail }),
    ...(time !== undefined && { timestamp: time.toISOString() }),
  };
}

/** Body of a deploy; names of environments can't have slashes there, as those of review apps do. */
export function deployOf({ environment = 'unknown', url, time }: Rollout): Readonly<Record<string, unknown>> {
  return {
    environment: clip(environment.replace(/[\r\n\f/]/g, '-'), ENVIRONMENT_LENGTH),
    ...(url !== undefined && { url }),
    ...(time !== undefined && { dateFinished: time.toISOString() }),
  };
}
