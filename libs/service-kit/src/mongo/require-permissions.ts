import { z } from 'zod';
import type { Connection } from 'mongoose';

/** What services do with their database; the built-in role readWrite allows all of it. */
const NEEDED = ['find', 'insert', 'update', 'remove', 'createIndex'];

const Status = z.object({
  authInfo: z.object({
    authenticatedUsers: z.array(z.unknown()),
    authenticatedUserPrivileges: z.array(
      z.object({
        resource: z.object({
          db: z.string().optional(),
          collection: z.string().optional(),
          anyResource: z.boolean().optional(),
        }),
        actions: z.array(z.string()),
      }),
    ),
  }),
});

/**
 * Asks the server what the user of a connection may do, so that a missing permission shows at start and not at the first write.
 * @throws what MongoDB reports where nothing is allowed without a user, or an Error that names what is not allowed
 */
export async function requirePermissions({ db, name }: Connection): Promise<void> {
  if (db === undefined) return;
  const status = Status.parse(await db.command({ connectionStatus: 1, showPrivileges: true }));
  const { authenticatedUsers, authenticatedUserPrivileges: privileges } = status.authInfo;
  if (authenticatedUsers.length === 0) {
    // Refused where the server wants a user and none was given.
    await db.command({ listCollections: 1, nameOnly: true });
    return;
  }
  const allowed = new Set(
    privileges
      .filter(({ resource: { db: of, collection, anyResource } }) => {
        const isWhole = collection === undefined || collection === '';
        return anyResource === true || (isWhole && (of === '' || of === name));
      })
      .flatMap(({ actions }) => actions),
  );
  const lacking = NEEDED.filter((action) => !allowed.has(action));
  if (lacking.length > 0)
    throw new MissingPermissionError(`it may not ${lacking.join(', ')} in the database ${name}`);
}

/** Told like the server's own refusal. */
class MissingPermissionError extends Error {
  override readonly name = 'MissingPermissionError';
  readonly code = 13;
}
