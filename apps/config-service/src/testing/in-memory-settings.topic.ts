import { SettingsTopic } from '../maintenance/settings-topic.ts';
import type { RecordingSink } from './recording-sink.ts';

/** Reads what the sink of unit tests was sent: all revisions, then all tombstones. */
export class InMemorySettingsTopic extends SettingsTopic {
  readonly #sink: RecordingSink;

  constructor(sink: RecordingSink) {
    super();
    this.#sink = sink;
  }

  override read(onRecord: (id: string, revision: number) => void): Promise<void> {
    for (const { id, revision } of this.#sink.sent) onRecord(id, revision);
    for (const id of this.#sink.tombstones) onRecord(id, 0);
    return Promise.resolve();
  }
}
