import { LatencyFloor, usefulInFlight } from './in-flight-limit.ts';

describe('LatencyFloor', () => {
  it('is the shortest time of this window and the one before', () => {
    const floor = new LatencyFloor();
    expect(floor.value).toBe(Infinity);
    for (const durationMs of [30, 10, 20]) floor.observe(durationMs);
    expect(floor.value).toBe(10);
    floor.rotate();
    floor.observe(40);
    expect(floor.value).toBe(10);
    floor.rotate();
    expect(floor.value).toBe(40);
  });
});

describe('usefulInFlight', () => {
  it.each([
    ['a few for an origin that answers at once', 1000, 0, 8],
    ['what the pace needs at the best latency, with some room', 1000, 10, 40],
    ['all for an origin that is slow by itself', 100, 5000, 64],
    ['all for an origin that was never called', 0, Infinity, 64],
    ['all for an origin that was not called lately', 100, Infinity, 64],
    ['a few for an origin that is hardly called', 1, 10, 8],
  ])('is %s', (_name, callsPerSecond, floorMs, expected) => {
    expect(usefulInFlight(64, callsPerSecond, floorMs)).toBe(expected);
  });

  it('is never more than an origin may have', () => {
    expect(usefulInFlight(4, 1000, 1000)).toBe(4);
    expect(usefulInFlight(4, 0, 0)).toBe(4);
  });
});
