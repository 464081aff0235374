/**
 * Which records of one partition are under way and which are done, so that the committed offset never passes an
 * unfinished one while any number behind it run at once. Pure; offsets are numbers, exact up to 2^53.
 */
interface Entry {
  readonly offset: number;
  isDone: boolean;
}

/** Kafka refuses longer commit metadata. Source: broker setting `offset.metadata.max.bytes`. */
export const MAX_METADATA_BYTES = 4096;

export class OffsetLedger {
  /** Taken and not yet passed by the commit, ascending; `#head` is the first that still counts. */
  #entries: Entry[] = [];
  #head = 0;
  readonly #open = new Map<number, Entry>();
  /** Finished before a restart; known from the commit's metadata. */
  #restored = new Set<number>();
  /** The offset to commit when nothing is open: one behind the last taken. */
  #next: number;

  /**
   * @param committed the group's committed offset, or the first one that was fetched
   * @param metadata what was committed with it, from `metadata()` of another ledger
   */
  constructor(committed: number, metadata = '') {
    this.#next = committed;
    this.#restored = new Set(finishedBeyond(committed, metadata));
  }

  /** Takes a record. `false` when it is under way or done already and must not be handled again. */
  begin(offset: number): boolean {
    if (offset < this.#next) return false;
    this.#next = offset + 1;
    const isDone = this.#restored.delete(offset);
    const entry = { offset, isDone };
    this.#entries.push(entry);
    if (!isDone) this.#open.set(offset, entry);
    else this.#advance();
    return !isDone;
  }

  finish(offset: number): void {
    const entry = this.#open.get(offset);
    if (entry === undefined) return;
    entry.isDone = true;
    this.#open.delete(offset);
    this.#advance();
  }

  /** Everything below is done by somebody else's word: the group committed it. */
  advanceTo(committed: number): void {
    for (; this.#first !== undefined && this.#first.offset < committed; this.#head += 1) {
      this.#open.delete(this.#first.offset);
    }
    this.#next = Math.max(this.#next, committed);
    this.#compact();
  }

  /** The offset that may be committed: the first unfinished one, or the next to come. */
  get committable(): number {
    return this.#first?.offset ?? this.#next;
  }

  /** Records under way. */
  get openCount(): number {
    return this.#open.size;
  }

  /** From the first unfinished record to the last taken one. */
  get span(): number {
    return this.#next - this.committable;
  }

  /** The finished offsets beyond `committable`, run-length encoded; `''` when they don't fit: duplicates then, never loss. */
  metadata(): string {
    const text = encodeRuns(this.committable, this.#states());
    return text.length <= MAX_METADATA_BYTES ? text : '';
  }

  /** Every place where done may turn into open or back: the taken records, then those that a restart left to be skipped. */
  *#states(): Generator<Entry> {
    for (let index = this.#head; index < this.#entries.length; index += 1) {
      const entry = this.#entries[index];
      if (entry !== undefined) yield entry;
    }
    let next = this.#next;
    for (const offset of this.#restored) {
      if (offset < next) continue;
      // What lies between them was never taken here, so it must not pass for done.
      if (offset > next) yield { offset: next, isDone: false };
      yield { offset, isDone: true };
      next = offset + 1;
    }
    yield { offset: next, isDone: false };
  }

  get #first(): Entry | undefined {
    return this.#entries[this.#head];
  }

  #advance(): void {
    while (this.#first?.isDone === true) this.#head += 1;
    this.#compact();
  }

  /** Drops the passed entries once they are the larger part, so that each is moved once on average. */
  #compact(): void {
    if (this.#head < 1024 || this.#head * 2 < this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#head);
    this.#head = 0;
  }
}

/** `open,done,open,done…` run lengths from the base, in base 36; a hole between two records counts as its predecessor. */
function encodeRuns(base: number, states: Iterable<Entry>): string {
  const runs: string[] = [];
  let isDone = false;
  let start = base;
  for (const state of states) {
    if (state.isDone === isDone) continue;
    runs.push((state.offset - start).toString(36));
    start = state.offset;
    isDone = state.isDone;
  }
  return runs.join(',');
}

/** The finished offsets beyond a committed one, as {@link OffsetLedger.metadata} wrote them down. */
export function* finishedBeyond(base: number, text: string): Generator<number> {
  let offset = base;
  for (const [index, run] of text.split(',').entries()) {
    const length = parseInt(run, 36);
    // Metadata of another writer; ignoring it repeats records instead of losing them.
    if (!(length >= 0 && length < 10_000_000)) return;
    if (index % 2 === 1) for (let done = 0; done < length; done += 1) yield offset + done;
    offset += length;
  }
}
