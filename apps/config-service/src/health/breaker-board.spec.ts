import type { BreakerEvent } from '@patchbay/integration-contracts';
import { BreakerBoard } from './breaker-board.ts';

const NOW = 1_700_000_000_000;
const anEvent = (changes: Partial<BreakerEvent> = {}): BreakerEvent => ({
  ...{ origin: 'https://a.example.com', state: 'open', workerId: 'worker-1', at: NOW },
  ...changes,
});

function shown(...events: readonly BreakerEvent[]): string[] {
  const board = new BreakerBoard();
  for (const event of events) board.apply(event);
  return board.listOpen(NOW).map(({ origin, workerId, state }) => `${origin} ${workerId} ${state}`);
}

describe('BreakerBoard', () => {
  it('has the newest of each origin and worker', () => {
    expect(
      shown(
        anEvent({ origin: 'https://b.example.com' }),
        anEvent(),
        anEvent({ workerId: 'worker-2' }),
        anEvent({ state: 'half_open', at: NOW + 1 }),
        anEvent({ state: 'open', at: NOW }),
      ),
    ).toEqual([
      'https://a.example.com worker-1 half_open',
      'https://a.example.com worker-2 open',
      'https://b.example.com worker-1 open',
    ]);
  });

  it('has none that is closed', () => {
    expect(shown(anEvent(), anEvent({ state: 'closed', at: NOW + 1 }))).toEqual([]);
  });

  it('has none of a worker that tells no more', () => {
    expect(shown(anEvent({ at: NOW - 16 * 60_000 }))).toEqual([]);
  });
});
