import { saying } from './say.ts';
import { clock, itemSentence, personName, timeOf } from './wording.ts';

const NOBODY = { id: 1, name: undefined, username: undefined, avatarUrl: undefined, email: undefined };

describe('wording', () => {
  it.each([
    [0, '00:00'],
    [63.4, '01:03'],
    [3599.6, '1:00:00'],
    [36_061, '10:01:01'],
    [-5, '00:00'],
  ])('shows %p seconds as %s', (seconds, shown) => {
    expect(clock(seconds)).toBe(shown);
  });

  it.each([
    ['2026-03-17 09:58:30 UTC', '2026-03-17T09:58:30.000Z'],
    ['2026-03-17T09:58:30+01:00', '2026-03-17T08:58:30.000Z'],
    ['2021-04-28 21:50:00 +0200', '2021-04-28T19:50:00.000Z'],
    ['2026-03-17T09:58:30.123Z', '2026-03-17T09:58:30.123Z'],
    ['2026-03-17 09:58:30', undefined],
    ['yesterday, UTC', undefined],
    [undefined, undefined],
  ])('reads the time %p', (text, time) => {
    expect(timeOf(text)?.toISOString()).toBe(time);
  });

  it('names people by what is known of them', () => {
    expect(personName({ ...NOBODY, name: 'Ada Example', username: 'ada' })).toBe('Ada Example (ada)');
    expect(personName({ ...NOBODY, name: 'Ada Example' })).toBe('Ada Example');
    expect(personName({ ...NOBODY, username: 'ada' })).toBe('ada');
    expect(personName(undefined)).toBe('Someone');
  });

  it('names nobody in the language of the chat', () => {
    expect(personName(undefined, saying('de'))).toBe('Jemand');
  });

  it('takes the sentence of the first verb that it knows', () => {
    expect(itemSentence('merge')).toBe('item.merged');
    expect(itemSentence(undefined, 'closed')).toBe('item.closed');
    expect(itemSentence('toString', undefined)).toBe('item.changed');
  });
});
