export interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

/** An event is small; what grows beyond is not one of ours. */
const MAX_LENGTH = 1_000_000;

/** Reads server-sent events out of text that comes in pieces. */
export class EventReader {
  #rest = '';

  /**
   * The events that are complete with this piece.
   * @throws RangeError for one that never ends
   */
  read(piece: string): StreamEvent[] {
    const blocks = (this.#rest + piece).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    if (this.#rest.length > MAX_LENGTH) throw new RangeError('An event of the stream does not end.');
    return blocks.flatMap(eventOf);
  }
}

function eventOf(block: string): StreamEvent[] {
  const lines = block.split('\n');
  const valueOf = (field: string): string[] =>
    lines
      .filter((line) => line.startsWith(`${field}:`))
      .map((line) => line.slice(field.length + 1).trimStart());
  const data = valueOf('data');
  // Comments keep the connection alive and say nothing.
  return data.length === 0 ? [] : [{ name: valueOf('event')[0] ?? 'message', data: data.join('\n') }];
}
