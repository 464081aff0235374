const SLAB_BYTES = 4 * 1024 * 1024;

/**
 * Many small byte strings in few large buffers, each under a slot number. A Buffer of its own costs some 200 bytes beside
 * its content and a look from every garbage collection; here a value costs 12 bytes more than itself, off the heap.
 */
export class PackedValues {
  #slabs: Buffer[] = [];
  #used = 0;
  /** By slot: number of the slab, first byte in it, length. */
  #places = new Uint32Array(3 * 1024);
  #slots = 0;
  readonly #freeSlots: number[] = [];
  #liveBytes = 0;
  #deadBytes = 0;

  /** Bytes of the values held. */
  get liveBytes(): number {
    return this.#liveBytes;
  }

  /** Bytes taken from the system for values. */
  get allocatedBytes(): number {
    return this.#slabs.reduce((sum, slab) => sum + slab.length, 0);
  }

  /**
   * @param value not empty: a length of 0 marks a free slot
   * @returns the slot under which the value is found again
   */
  add(value: Buffer): number {
    const slot = this.#freeSlots.pop() ?? this.#slots++;
    if (3 * slot >= this.#places.length) {
      const grown = new Uint32Array(2 * this.#places.length);
      grown.set(this.#places);
      this.#places = grown;
    }
    this.#write(slot, value);
    return slot;
  }

  replace(slot: number, value: Buffer): void {
    this.#abandon(slot);
    this.#write(slot, value);
    this.#reclaim();
  }

  remove(slot: number): void {
    this.#abandon(slot);
    this.#places.fill(0, 3 * slot, 3 * slot + 3);
    this.#freeSlots.push(slot);
    this.#reclaim();
  }

  /** A view of the bytes, valid until the next change. */
  get(slot: number): Buffer {
    const found = this.#find(this.#slabs, slot);
    if (found === undefined) throw new RangeError(`no value in slot ${slot}`);
    return found;
  }

  #find(slabs: readonly Buffer[], slot: number): Buffer | undefined {
    const start = this.#places[3 * slot + 1] ?? 0;
    const length = this.#places[3 * slot + 2] ?? 0;
    return length === 0 ? undefined : slabs[this.#places[3 * slot] ?? 0]?.subarray(start, start + length);
  }

  #write(slot: number, value: Buffer): void {
    let slab = this.#slabs.at(-1);
    if (slab === undefined || this.#used + value.length > slab.length) {
      slab = Buffer.allocUnsafeSlow(Math.max(SLAB_BYTES, value.length));
      this.#slabs.push(slab);
      this.#used = 0;
    }
    value.copy(slab, this.#used);
    this.#places.set([this.#slabs.length - 1, this.#used, value.length], 3 * slot);
    this.#used += value.length;
    this.#liveBytes += value.length;
  }

  #abandon(slot: number): void {
    const { length } = this.get(slot);
    this.#liveBytes -= length;
    this.#deadBytes += length;
  }

  /** Copies what lives to new buffers once as much is dead, so that each byte is moved once on average. */
  #reclaim(): void {
    if (this.#deadBytes < SLAB_BYTES || this.#deadBytes < this.#liveBytes) return;
    const old = this.#slabs;
    this.#slabs = [];
    this.#used = 0;
    this.#liveBytes = 0;
    this.#deadBytes = 0;
    for (let slot = 0; slot < this.#slots; slot += 1) {
      const value = this.#find(old, slot);
      if (value !== undefined) this.#write(slot, value);
    }
  }
}
