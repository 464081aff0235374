import { setTimeout as sleep } from 'node:timers/promises';
import { TopicTail } from '@patchbay/tools/services';
import { Installation } from '../../support/scenarios/installation.ts';
import { Load } from '../../support/scenarios/load.ts';
import { finding } from '../../support/scenarios/scenario.ts';
import type { Scenario } from '../../support/scenarios/scenario.ts';

const RATE = 200;
const SETTLE_MS = 30_000;
/** One poisonous record for a hundred good ones. */
const EVERY_MS = 500;
const MAX_WAIT_MS = 1000;
const POISON: readonly (Buffer | null)[] = [
  Buffer.from('{"object_kind": "push", '),
  Buffer.alloc(0),
  null,
  Buffer.from('[1, 2]'),
  Buffer.from('{"object_kind": "party"}'),
  Buffer.from('"push"'),
  Buffer.from([0xff, 0xfe, 0x00]),
  Buffer.from(`{"object_kind":"push","a":${'['.repeat(5000)}${']'.repeat(5000)}}`),
];

/** Records that nobody can read are put aside at once, and stop nothing. */
export const poison: Scenario = {
  id: 'F8',
  title: 'poison in the intake',
  run: async ({ stack, seconds, say }) => {
    const installation = await Installation.start({ stack });
    const sentAt = new Map<string, number>();
    const waits: number[] = [];
    const tail = await TopicTail.start(installation.kafka, {
      topics: [installation.topics.eventsDead.topic],
      onRecord: ({ headers }) => {
        const at = sentAt.get(headers['poison'] ?? '');
        if (at !== undefined && headers['dead-reason'] !== undefined) waits.push(Date.now() - at);
      },
    });
    try {
      const load = Load.start(installation, RATE);
      let number = 0;
      for (const end = Date.now() + seconds * 1000; Date.now() < end; number += 1) {
        const value = POISON[number % POISON.length] ?? null;
        sentAt.set(String(number), Date.now());
        await installation.publishBytes(value, String(installation.projects[number % 4]), {
          poison: String(number),
        });
        await sleep(EVERY_MS);
      }
      await load.stop();
      const lost = await installation.settle(SETTLE_MS);
      const slowest = Math.max(0, ...waits);
      const pids = installation.services.all.every(({ isRunning }) => isRunning);
      say(
        `${number} poisonous records among ${installation.published}, slowest put aside after ${slowest} ms`,
      );
      return [
        finding('0 lost of the others', lost === 0, lost),
        finding('all put aside with a reason', waits.length === number, `${waits.length} of ${number}`),
        finding('within a second', slowest <= MAX_WAIT_MS, `${slowest} ms`),
        finding('no process ended', pids, pids ? 'none' : 'one did'),
      ];
    } finally {
      await tail.close();
      await installation.stop();
    }
  },
};
