import { MongoClient } from 'mongodb';
import { loopback } from './ports.ts';
import type { StackSecurity } from './stack-security.ts';

const administrator = 'administrator';

/** Creates the users of a secured stack. The first one may be created by whoever sits at the machine, and makes the others. */
export async function createUsers(
  port: number,
  { username, readerName, password }: StackSecurity,
): Promise<void> {
  await createIn(port, undefined, [{ name: administrator, password, role: 'root' }]);
  await createIn(port, { username: administrator, password }, [
    { name: username, password, role: 'readWriteAnyDatabase' },
    { name: readerName, password, role: 'readAnyDatabase' },
  ]);
}

async function createIn(
  port: number,
  auth: { username: string; password: string } | undefined,
  users: readonly { name: string; password: string; role: string }[],
): Promise<void> {
  const client = new MongoClient(`mongodb://${loopback}:${port}/?directConnection=true`, auth && { auth });
  try {
    for (const { name, password, role } of users)
      await client.db('admin').command({ createUser: name, pwd: password, roles: [role] });
  } finally {
    await client.close();
  }
}
