import { PaceMeter, isWorthWaiting } from './pace-meter.ts';

describe('PaceMeter', () => {
  it('counts the running second and the one before', () => {
    const pace = new PaceMeter();
    for (let calls = 0; calls < 3; calls += 1) pace.count();
    pace.rotate();
    pace.count();
    expect(pace.recent).toBe(4);
    pace.rotate();
    expect(pace.recent).toBe(1);
    pace.rotate();
    expect(pace.recent).toBe(0);
  });
});

describe('isWorthWaiting', () => {
  it.each([
    [
      'an origin that does not move',
      { originPace: 0, totalPace: 1000, originWaiting: 1, totalWaiting: 1 },
      false,
    ],
    [
      'the only origin, which keeps up',
      { originPace: 100, totalPace: 100, originWaiting: 500, totalWaiting: 500 },
      true,
    ],
    [
      'the only origin, which is overrun',
      { originPace: 100, totalPace: 100, originWaiting: 501, totalWaiting: 501 },
      false,
    ],
    ['one of many alike', { originPace: 10, totalPace: 100, originWaiting: 20, totalWaiting: 200 }, true],
    [
      'one that holds more of the room than it moves',
      { originPace: 10, totalPace: 1000, originWaiting: 50, totalWaiting: 100 },
      false,
    ],
  ])('decides on %s', (_name, room, expected) => {
    expect(isWorthWaiting(room)).toBe(expected);
  });
});
