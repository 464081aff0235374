import { filterOfSearch, isStatusWish, withWish } from './delivery-filter.ts';

describe('the filter of deliveries', () => {
  it('is read from the address, numbers as text and strangers left out', () => {
    expect(filterOfSearch({ status: 500, text: 'x', outcome: '', page: 3, since: null })).toEqual({
      status: '500',
      text: 'x',
    });
  });

  it('forgets a wish that becomes empty', () => {
    const filter = withWish({ text: 'x' }, 'outcome', 'dead');
    expect(filter).toEqual({ text: 'x', outcome: 'dead' });
    expect(withWish(filter, 'text', '')).toEqual({ outcome: 'dead' });
  });

  it('knows what is a status', () => {
    expect(['500', '5xx', '2XX'].every(isStatusWish)).toBe(true);
    expect(['', '5', '600', '5x', '5000'].some(isStatusWish)).toBe(false);
  });
});
