/** What a group of workers has committed of a partition: the next offset, and which it has finished beyond it. */
export interface Committed {
  readonly offset: number;
  readonly finished: Iterable<number>;
}

const FIRST_ROOM = 1024;

/** How many targets each record of a partition has, in a byte each, from the first that the workers may still have under way. */
export class OpenTargets {
  #base = 0;
  #next = 0;
  #targets = new Uint8Array(FIRST_ROOM);

  /** Offsets ascend; one that is there already changes nothing. */
  add(offset: number, targets: number): void {
    if (this.#next === this.#base) this.#base = this.#next = offset;
    if (offset < this.#next) return;
    this.#reserve(offset - this.#base + 1);
    this.#targets[offset - this.#base] = targets;
    this.#next = offset + 1;
  }

  /** The targets of all records that are not finished. */
  count({ offset, finished }: Committed): number {
    let open = 0;
    for (let at = Math.max(0, offset - this.#base); at < this.#next - this.#base; at += 1)
      open += this.#targets[at] ?? 0;
    for (const done of finished) if (done >= this.#base && done < this.#next) open -= this.#at(done);
    return open;
  }

  forgetBefore(offset: number): void {
    const passed = Math.min(offset, this.#next) - this.#base;
    // Only once it is much: each byte is then moved once on average.
    if (passed < this.#targets.length / 2) return;
    this.#targets.copyWithin(0, passed);
    this.#targets.fill(0, this.#next - this.#base - passed);
    this.#base += passed;
  }

  #at(offset: number): number {
    return this.#targets[offset - this.#base] ?? 0;
  }

  #reserve(room: number): void {
    if (room <= this.#targets.length) return;
    const larger = new Uint8Array(Math.max(room, this.#targets.length * 2));
    larger.set(this.#targets);
    this.#targets = larger;
  }
}
