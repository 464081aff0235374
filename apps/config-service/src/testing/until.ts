import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MS = 20;

/** Asks until the answer is the wanted one. @throws after `timeoutMs`, with the last answer */
export async function until<Answer>(
  ask: () => Promise<Answer> | Answer,
  isWanted: (answer: Answer) => boolean,
  timeoutMs = 15_000,
): Promise<Answer> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > deadline) {
      throw new Error(`not within ${timeoutMs} ms; the last answer was ${JSON.stringify(answer)}`);
    }
    await sleep(STEP_MS);
  }
}
