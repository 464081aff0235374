import { PathScript } from './path-script.ts';

const play = (script: PathScript, count: number, key = ''): unknown[] =>
  Array.from({ length: count }, () => script.next(key).answer);

describe('the behaviour of a path', () => {
  it('gives its answers one after the other and goes on with the last', () => {
    expect(play(new PathScript({ answers: [503, 'reset', 200] }), 5)).toEqual([503, 'reset', 200, 200, 200]);
  });

  it('answers 200 at once when nothing is asked for', () => {
    expect(new PathScript({}).next('')).toEqual({ answer: 200, waitMs: 0 });
  });

  it('fails its share of the requests, the same ones for the same seed', () => {
    const first = play(new PathScript({ failRate: 0.3, seed: 7 }), 1000);
    expect(first).toEqual(play(new PathScript({ failRate: 0.3, seed: 7 }), 1000));
    const failed = first.filter((answer) => answer === 503).length;
    expect(failed).toBeGreaterThan(250);
    expect(failed).toBeLessThan(350);
  });

  it('lets one delivery fail no more often than allowed', () => {
    const script = new PathScript({ failRate: 1, maxFailuresPerKey: 2, failStatus: 502 });
    expect(play(script, 4, 'a')).toEqual([502, 502, 200, 200]);
    expect(play(script, 3, 'b')).toEqual([502, 502, 200]);
  });

  it('keeps the wait between the delay and the delay with its jitter', () => {
    const script = new PathScript({ delayMs: 20, jitterMs: 30 });
    const waits = Array.from({ length: 200 }, () => script.next('').waitMs);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...waits)).toBeLessThan(50);
    expect(new Set(waits).size).toBeGreaterThan(100);
  });
});
