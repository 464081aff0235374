/** What is known of a metric before anything is counted; `docs/metrics.md` is made from these. */
export interface MetricDeclaration<Label extends string = string> {
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** With the base unit at its end, and `_total` behind that for a counter. */
  readonly name: `patchbay_${string}`;
  readonly help: string;
  /** Kinds and outcomes, of which there are few; never ids, addresses or what people wrote. */
  readonly labels?: readonly Label[];
  /** Upper bounds in the unit of the name, ascending; those of a call's duration unless told. */
  readonly buckets?: readonly number[];
}

/** All that a service, or a part that services share, can show. */
export type MetricDeclarations = Readonly<Record<string, MetricDeclaration>>;
