import { request } from 'undici';
import { MeasuredWindow } from './measured-window.ts';
import type { WindowOptions } from './measured-window.ts';
import { receiveTask } from './receive-task.ts';

export interface RawLoopTask extends WindowOptions {
  readonly urls: readonly string[];
  readonly payload: string;
  readonly inFlight: number;
}

/** What this machine can send at best when nothing but sending is done. */
async function run({ urls, payload, inFlight, ...options }: RawLoopTask): Promise<void> {
  const targets = urls.map((url) => new URL(url));
  const body = Buffer.from(payload);
  const headers = { 'content-type': 'application/json' };
  const measured = new MeasuredWindow(options);
  let next = 0;
  const sendOn = async (): Promise<void> => {
    while (!measured.isOver) {
      const target = targets[next++ % targets.length];
      if (target === undefined) return;
      const answer = await request(target, { method: 'POST', headers, body });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`${target.href} answered ${answer.statusCode}`);
      measured.count();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, sendOn));
}

await run((await receiveTask()) as RawLoopTask);
process.exit();
