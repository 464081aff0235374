import type { KeysAnswer } from './admin-api.ts';
import type { TaskContext } from './task-context.ts';

/**
 * Has everything sealed with the first key of the ring again, says how far it is, and in the end which keys nobody needs.
 * @returns whether all settings are sealed with the first key
 */
export async function rotateKeys({ api, say, pause }: TaskContext): Promise<boolean> {
  let answer = await api.rotateKeys();
  say(`everything is being sealed with key ${answer.primary_key}`);
  for (let shown = ''; isGoingOn(answer); answer = await api.keys()) {
    const line = progressOf(answer);
    if (line !== shown) say(line);
    shown = line;
    await pause();
  }
  say(progressOf(answer));
  for (const { integration_id: id, key, code } of answer.rotation?.failures ?? []) {
    say(`integration ${id} could not be sealed again: ${code}, key ${key}`);
  }
  for (const { id, primary, known, unused, settings } of answer.keys) {
    if (primary) continue;
    if (unused) say(`key ${id} is unused: it can be taken out of SEALING_KEYS`);
    else if (known) say(`key ${id} is still needed by ${String(settings)} settings`);
    else say(`key ${id} is missing in SEALING_KEYS; ${String(settings)} settings can’t be opened without it`);
  }
  const isLeft = answer.keys.some(({ primary, settings }) => !primary && settings > 0);
  if (isLeft) say('rotate again once those keys are in SEALING_KEYS and every replica has the new first one');
  return !isLeft;
}

/** Sealed again is not enough: as long as Kafka has the old revisions, the workers need the old key. */
function isGoingOn({ rotation, unpublished }: KeysAnswer): boolean {
  return rotation?.running === true || unpublished > 0;
}

function progressOf({ rotation, unpublished }: KeysAnswer): string {
  const { done = 0, total = 0, failed = 0 } = rotation ?? {};
  const failures = failed === 0 ? '' : `, ${String(failed)} can’t be opened`;
  return `${String(done)} of ${String(total)} sealed again${failures}, ${String(unpublished)} to be published`;
}
