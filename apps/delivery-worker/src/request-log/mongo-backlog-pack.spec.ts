import { anAttempt } from '../testing/an-attempt.ts';
import { decodeBacklog, encodeBacklog } from './mongo-backlog-pack.ts';

describe('a backlog pack', () => {
  it('brings attempts back as they were: dates, bytes and all', () => {
    const attempts = [anAttempt(), anAttempt({ _id: 'd:2:0', error: 'timed out', outcome: 'retrying' })];
    const decoded = decodeBacklog(encodeBacklog(attempts));
    expect(decoded).toEqual(attempts);
    expect(decoded[0]?.at).toBeInstanceOf(Date);
    expect(Buffer.from(decoded[0]?.request?.body ?? []).toString()).toBe('{"ping":true}');
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('{"v":1}')],
    ['half a pack', encodeBacklog([anAttempt()]).subarray(0, 40)],
  ])('refuses %s', (_name, bytes) => {
    expect(() => decodeBacklog(bytes)).toThrow();
  });
});
