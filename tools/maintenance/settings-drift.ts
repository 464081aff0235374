import type { Listed } from './admin-api.ts';
import type { TaskContext } from './task-context.ts';

/** Compares the topic of the settings with MongoDB. @returns whether they agree */
export async function compareSettings({ api, say }: TaskContext): Promise<boolean> {
  const { in_mongodb: stored, in_topic: published, missing, stale, unexpected } = await api.drift();
  say(`${String(stored)} settings in MongoDB, ${String(published)} in the topic`);
  const tell = (what: string, { count, ids }: Listed): void => {
    if (count === 0) return;
    say(`${String(count)} ${what}:`);
    for (const id of ids) say(`  ${id}`);
    if (count > ids.length) say(`  and ${String(count - ids.length)} more`);
  };
  tell('are missing in the topic', missing);
  tell('are older in the topic', stale);
  tell('are in the topic and not in MongoDB', unexpected);
  const isDrift = missing.count + stale.count + unexpected.count > 0;
  say(isDrift ? 'put it right with `npm run settings:republish`' : 'they agree');
  return !isDrift;
}
