/** A task that a commit message mentions. */
export interface MentionedTask {
  /** Digits only, so it can't lead elsewhere in a URL. */
  readonly task: string;
  readonly isCompleted: boolean;
}

const MENTION =
  /(?<closing>\b(?:fix|fixes|fixed|fixing|close|closes|closed|closing)[ :]{1,3})?(?:#|https:\/\/app\.asana\.com\/(?:0\/\d{1,30}|1\/\d{1,30}\/project\/\d{1,30}\/task)\/)(?<task>\d{1,30})\b/gi;
/** More in one message are no mentions but a list. */
const MAX_TASKS = 10;

/** Finds `#123`, `https://app.asana.com/0/<project>/<task>` and `https://app.asana.com/1/<workspace>/project/<project>/task/<task>`. */
export function mentionedTasks(message: string): readonly MentionedTask[] {
  const found = new Map<string, MentionedTask>();
  for (const { groups } of message.matchAll(MENTION)) {
    const task = groups?.['task'];
    if (task === undefined) continue;
    const isCompleted = groups?.['closing'] !== undefined || found.get(task)?.isCompleted === true;
    found.set(task, { task, isCompleted });
  }
  return [...found.values()].slice(0, MAX_TASKS);
}
