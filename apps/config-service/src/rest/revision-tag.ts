import { AppError } from '@patchbay/integration-contracts';
import type { IntegrationSettings } from '../settings/integration-settings.ts';
import type { WriteContext } from '../settings/settings-writer.ts';

interface Reply {
  header(name: string, value: string): unknown;
}

const TAG = /^(?:W\/)?"(\d{1,15})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"$/;

/** Says which revision of which row an answer shows. */
export function declareRevision(
  reply: Reply,
  settings: Pick<IntegrationSettings, 'id' | 'revision' | 'isInherited'>,
): void {
  reply.header('etag', `"${settings.revision}-${settings.id}"`);
}

/**
 * What the caller has seen, RFC 9110 §13.1.1; nothing when it does not say, or takes any (`*`).
 * @throws AppError `invalid_request` for what is no tag of ours: going on without the condition would do what it was to prevent
 */
export function expectationOf(
  ifMatch: string | undefined,
): Pick<WriteContext, 'expectedRevision' | 'expectedId'> {
  if (ifMatch === undefined || ifMatch.trim() === '*') return {};
  const [, revision, id] = TAG.exec(ifMatch.trim()) ?? [];
  if (revision !== undefined && id !== undefined)
    return { expectedRevision: Number(revision), expectedId: id };
  throw new AppError('invalid_request', 'If-Match must be the ETag that the settings came with.');
}
