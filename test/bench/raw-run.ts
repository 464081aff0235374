import type { Bench } from './bench.ts';
import { FAN_OUT } from './bench.ts';
import { CountingReceiver } from './counting-receiver.ts';
import { runMeasuredChild } from './measured-child.ts';
import { toMeasurement } from './measurement.ts';
import type { Measurement } from './measurement.ts';
import { projectIds, pushPayload } from './push-payload.ts';
import type { RawLoopTask } from './raw-loop.ts';

const IN_FLIGHT = 64;

/** A bare undici loop: what every other rate is compared with. */
export async function runRaw({ options, signal }: Bench): Promise<Measurement> {
  const receiver = await CountingReceiver.start(FAN_OUT);
  try {
    const task: RawLoopTask = {
      urls: receiver.urls,
      payload: pushPayload(projectIds(1)[0] ?? 0, 'raw'),
      inFlight: IN_FLIGHT,
      warmupMs: options.warmupSeconds * 1000,
      measureMs: options.seconds * 1000,
    };
    const result = await runMeasuredChild({
      program: new URL('./raw-loop.ts', import.meta.url),
      task,
      role: 'client',
      others: { receiver: receiver.pid },
      signal,
    });
    return toMeasurement({ variant: 'raw', ...result });
  } finally {
    await receiver.stop();
  }
}
