import { isRefusedForSize } from './refused-for-size.ts';

const withType = (type: string): Error => Object.assign(new Error('refused'), { type });

describe('isRefusedForSize', () => {
  it('recognises Kafka’s answers that no repetition changes', () => {
    expect(isRefusedForSize(withType('MESSAGE_TOO_LARGE'))).toBe(true);
    expect(isRefusedForSize(withType('RECORD_LIST_TOO_LARGE'))).toBe(true);
  });

  it('looks through errors that wrap such an answer', () => {
    const cause = withType('MESSAGE_TOO_LARGE');
    expect(isRefusedForSize(new Error('not retried', { cause }))).toBe(true);
  });

  it.each([withType('NOT_LEADER_FOR_PARTITION'), new Error('no'), 'MESSAGE_TOO_LARGE', undefined])(
    'leaves other failures alone (%p)',
    (error) => {
      expect(isRefusedForSize(error)).toBe(false);
    },
  );
});
