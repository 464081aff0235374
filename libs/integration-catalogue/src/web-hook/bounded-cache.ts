/** Keeps what was made of the texts that are in demand, and forgets what was asked for longest ago. */
export class BoundedCache<Value> {
  readonly #max: number;
  readonly #make: (text: string) => Value;
  readonly #kept = new Map<string, Value>();

  constructor(max: number, make: (text: string) => Value) {
    this.#max = max;
    this.#make = make;
  }

  /** Throws what making it throws, which is not kept. */
  get(text: string): Value {
    const value = this.#kept.get(text) ?? this.#make(text);
    // Maps go by the order in which keys came: the one asked for goes to the end.
    this.#kept.delete(text);
    this.#kept.set(text, value);
    if (this.#kept.size > this.#max) this.#forgetOldest();
    return value;
  }

  #forgetOldest(): void {
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}
