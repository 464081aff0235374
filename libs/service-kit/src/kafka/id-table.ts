import { hash } from 'node:crypto';

/** The highest mark that an id can have. */
export const MAX_MARK = 0xffff;

const WORDS = 4;
const FIRST_SLOTS = 256;
/** Beyond this share of slots in use, looking one up takes too many steps. */
const MAX_LOAD = 0.8;
const DASH = 0x2d;
const UUID_LENGTH = 36;

/** An id as four words; shared, since nothing waits between filling and reading it. */
const key = new Uint32Array(WORDS);

/**
 * A hash table from ids to marks, numbers from 1 to {@link MAX_MARK}, in 18 bytes for each slot. Ids are kept as 128 bits: a UUID as it
 * is, anything else as a digest, so that two of them are taken for one as seldom as two UUIDs are the same.
 */
export class IdTable {
  #count = 0;
  #slots = FIRST_SLOTS;
  #ids = new Uint32Array(FIRST_SLOTS * WORDS);
  /** 0 where nothing is. */
  #marks = new Uint16Array(FIRST_SLOTS);

  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#ids.byteLength + this.#marks.byteLength;
  }

  /** @returns 0 for an id that is not there */
  get(id: string): number {
    readId(id);
    return this.#marks[this.#slotOf()] ?? 0;
  }

  /** Gives an id a mark, whatever it had. */
  set(id: string, mark: number): void {
    readId(id);
    this.#marks[this.#take()] = mark;
  }

  /** Gives an id a mark, unless it has a higher one. */
  raise(id: string, mark: number): void {
    readId(id);
    const slot = this.#take();
    this.#marks[slot] = Math.max(this.#marks[slot] ?? 0, mark);
  }

  /** Ids as UUIDs, whatever they were before, with their marks. */
  *entries(): Generator<readonly [id: string, mark: number]> {
    for (const [slot, mark] of this.#marks.entries()) {
      if (mark === 0) continue;
      const words = this.#ids.subarray(slot * WORDS, (slot + 1) * WORDS);
      const digits = [...words].map((word) => word.toString(16).padStart(8, '0')).join('');
      yield [digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'), mark];
    }
  }

  /** The slot of the id, which is there afterwards. */
  #take(): number {
    if (this.#count >= this.#slots * MAX_LOAD) this.#grow();
    const slot = this.#slotOf();
    if (this.#marks[slot] === 0) {
      this.#count += 1;
      this.#ids.set(key, slot * WORDS);
    }
    return slot;
  }

  /** Where the id is or, if it isn't there, where it would come to be. */
  #slotOf(): number {
    const last = this.#slots - 1;
    const a = key[0] ?? 0;
    const b = key[1] ?? 0;
    const c = key[2] ?? 0;
    const d = key[3] ?? 0;
    // Ids of others may begin with a time, and so be all alike at one end.
    const mixed = Math.imul(a ^ Math.imul(d, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(b ^ c, 0xc2b2ae35);
    for (let slot = (mixed ^ (mixed >>> 15)) & last; ; slot = (slot + 1) & last) {
      if (this.#marks[slot] === 0) return slot;
      const at = slot * WORDS;
      const ids = this.#ids;
      if (ids[at] === a && ids[at + 1] === b && ids[at + 2] === c && ids[at + 3] === d) return slot;
    }
  }

  #grow(): void {
    const [ids, marks] = [this.#ids, this.#marks];
    this.#slots *= 2;
    this.#ids = new Uint32Array(this.#slots * WORDS);
    this.#marks = new Uint16Array(this.#slots);
    const wanted = key.slice();
    for (const [slot, mark] of marks.entries()) {
      if (mark === 0) continue;
      key.set(ids.subarray(slot * WORDS, (slot + 1) * WORDS));
      const moved = this.#slotOf();
      this.#ids.set(key, moved * WORDS);
      this.#marks[moved] = mark;
    }
    key.set(wanted);
  }
}

/** Puts an id into {@link key}: a UUID as it is, anything else as a digest. */
function readId(id: string): void {
  if (id.length === UUID_LENGTH && readUuid(id)) return;
  const digest = hash('sha1', id, 'buffer');
  for (let word = 0; word < WORDS; word += 1) key[word] = digest.readUInt32BE(word * 4);
}

/** Only in the usual spelling: ids that differ in case are different ids. Spelt out, because every delivery is looked up. */
function readUuid(id: string): boolean {
  const a = digitsAt(id, 0);
  const b = digitsAt(id, 4);
  const c = digitsAt(id, 9);
  const d = digitsAt(id, 14);
  const e = digitsAt(id, 19);
  const f = digitsAt(id, 24);
  const g = digitsAt(id, 28);
  const h = digitsAt(id, 32);
  key[0] = (a << 16) | b;
  key[1] = (c << 16) | d;
  key[2] = (e << 16) | f;
  key[3] = (g << 16) | h;
  return (a | b | c | d | e | f | g | h) >= 0 && hasDashes(id);
}

function hasDashes(id: string): boolean {
  return (
    id.charCodeAt(8) === DASH &&
    id.charCodeAt(13) === DASH &&
    id.charCodeAt(18) === DASH &&
    id.charCodeAt(23) === DASH
  );
}

/** The value of four hexadecimal digits; negative when one of them is none. */
function digitsAt(id: string, place: number): number {
  return (
    (hexValue(id.charCodeAt(place)) << 12) |
    (hexValue(id.charCodeAt(place + 1)) << 8) |
    (hexValue(id.charCodeAt(place + 2)) << 4) |
    hexValue(id.charCodeAt(place + 3))
  );
}

function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}
