import { EventReader } from './event-reader.ts';

describe('a reader of server-sent events', () => {
  it('puts events together however they are cut, and skips signs of life', () => {
    const text = ': \n\nevent: overview\ndata: {"a":1}\n\n: \n\ndata: two\ndata: lines\n\n';
    for (const size of [1, 3, 7, text.length]) {
      const reader = new EventReader();
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      );
      expect(pieces.flatMap((piece) => reader.read(piece))).toEqual([
        { name: 'overview', data: '{"a":1}' },
        { name: 'message', data: 'two\nlines' },
      ]);
    }
  });

  it('gives up on an event without an end', () => {
    const reader = new EventReader();
    expect(() => Array.from({ length: 11 }, () => reader.read('x'.repeat(100_000)))).toThrow(RangeError);
  });
});
