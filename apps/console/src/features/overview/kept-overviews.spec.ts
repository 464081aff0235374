import { KEPT, drawnOf, withOverview } from './kept-overviews.ts';
import type { Overview } from './overview-api.ts';

function overviewAt(second: number): Overview {
  return {
    at: new Date(second * 1000).toISOString(),
    ...{ events_per_second: 1, deliveries_per_second: 2, lag: { events: 0, deliveries: 0 } },
    ...{ retries_waiting: [], dead_letters: 0 },
  };
}

const after = (count: number): readonly Overview[] =>
  Array.from({ length: count }, (_, at) => overviewAt(at)).reduce<readonly Overview[]>(withOverview, []);

describe('the overviews that are kept', () => {
  it('are never more than a few hours of them', () => {
    const kept = after(KEPT + 50);
    expect(kept).toHaveLength(KEPT);
    expect(kept.at(-1)).toEqual(overviewAt(KEPT + 49));
  });

  it('have no moment twice', () => {
    expect(withOverview(after(2), overviewAt(1))).toEqual(after(2));
  });

  it('are thinned out for drawing, but for the newest', () => {
    const drawn = drawnOf(after(KEPT));
    expect(drawn.length).toBeLessThanOrEqual(240);
    expect(drawn.at(-1)).toEqual(overviewAt(KEPT - 1));
    expect(drawnOf(after(3))).toEqual(after(3));
  });
});
