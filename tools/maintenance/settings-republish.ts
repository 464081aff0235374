import type { TaskContext } from './task-context.ts';

/** Has all settings published again and waits until they are. @returns `true`, since it does not end before that */
export async function republishSettings({ api, say, pause }: TaskContext): Promise<boolean> {
  let { unpublished, total } = await api.republish();
  for (let shown = -1; unpublished > 0; { unpublished, total } = await api.publication()) {
    if (unpublished !== shown) say(`${String(total - unpublished)} of ${String(total)} published`);
    shown = unpublished;
    await pause();
  }
  say(`all ${String(total)} published`);
  return true;
}
