import { AppError } from '@patchbay/integration-contracts';
import { createLogger } from '@patchbay/service-kit/logging';
import { SettableClock } from '../testing/settable-clock.ts';
import { Backlog } from './backlog.ts';
import type { BacklogMeasure } from './backlog.ts';
import { Overview } from './overview.ts';

const { jest } = import.meta;

/** Of an installation that takes 50 events and makes 80 deliveries a second. */
class SteadyBacklog extends Backlog {
  readonly #clock: SettableClock;
  readonly #start: number;
  measures = 0;
  isAway = false;

  constructor(clock: SettableClock) {
    super();
    this.#clock = clock;
    this.#start = clock.now().getTime();
  }

  override measure(): Promise<BacklogMeasure> {
    this.measures += 1;
    if (this.isAway) return Promise.reject(new AppError('kafka_unavailable', 'gone'));
    const at = this.#clock.now();
    const seconds = (at.getTime() - this.#start) / 1000;
    return Promise.resolve({
      ...{
        at,
        events: 1000 + seconds * 50,
        deliveries: 7000 + seconds * 80,
        lag: { events: 1, deliveries: 2 },
      },
      ...{ retries: [{ tier: '10s', records: 3 }], deadLetters: 4 },
    });
  }
}

describe('the overview', () => {
  let clock: SettableClock;
  let backlog: SteadyBacklog;
  let overview: Overview;

  beforeEach(() => {
    jest.useFakeTimers();
    clock = new SettableClock();
    backlog = new SteadyBacklog(clock);
    const logger = createLogger('test', 'fatal');
    overview = new Overview(backlog, clock, logger, { OVERVIEW_INTERVAL: 2000 });
  });
  afterEach(() => jest.useRealTimers());

  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 2000) {
      clock.pass(2000);
      await jest.advanceTimersByTimeAsync(2000);
    }
  };

  it('tells what lies on Kafka, and from the second look on how fast it comes', async () => {
    expect(await overview.now()).toEqual({
      ...{ at: '2026-03-01T12:00:00.000Z', events_per_second: null, deliveries_per_second: null },
      ...{
        lag: { events: 1, deliveries: 2 },
        retries_waiting: [{ tier: '10s', records: 3 }],
        dead_letters: 4,
      },
    });
    clock.pass(3000);
    expect(await overview.now()).toMatchObject({ events_per_second: 50, deliveries_per_second: 80 });
    clock.pass(61_000);
    expect(await overview.now()).toMatchObject({ events_per_second: null });
  });

  it('measures once for all who watch, and not at all once nobody does', async () => {
    const seen = [0, 0];
    const stops = seen.map((_count, index) => overview.watch(() => (seen[index] = (seen[index] ?? 0) + 1)));
    await pass(6000);
    expect([seen, backlog.measures]).toEqual([[4, 4], 4]);
    for (const stop of stops) stop();
    await pass(6000);
    expect([seen, backlog.measures, jest.getTimerCount()]).toEqual([[4, 4], 4, 0]);
  });

  it('goes on when Kafka is back', async () => {
    const seen: unknown[] = [];
    backlog.isAway = true;
    const stop = overview.watch((_event, data) => seen.push(data));
    await pass(4000);
    await expect(overview.now()).rejects.toMatchObject({ code: 'kafka_unavailable' });
    backlog.isAway = false;
    await pass(2000);
    expect(seen).toHaveLength(1);
    stop();
  });
});
