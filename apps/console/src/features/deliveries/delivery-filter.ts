/** What can be asked of the request log; the names are the API's, and those of the address. */
const NAMES = [
  ...(['integration', 'outcome', 'status', 'trigger', 'project_id', 'event_id', 'delivery_id'] as const),
  ...(['since', 'until', 'text'] as const),
];

export type FilterName = (typeof NAMES)[number];
/** Only what was chosen is in it. */
export type DeliveryFilter = Readonly<Partial<Record<FilterName, string>>>;

export const OUTCOMES = ['delivered', 'retrying', 'parked', 'dead', 'ignored'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Reads the address; the router makes numbers of what looks like one. */
export function filterOfSearch(search: Readonly<Record<string, unknown>>): DeliveryFilter {
  const chosen = NAMES.flatMap((name): [FilterName, string][] => {
    const value = search[name];
    const isText = typeof value === 'string' || typeof value === 'number';
    return isText && String(value) !== '' ? [[name, String(value)]] : [];
  });
  return Object.fromEntries(chosen);
}

/** With one more wish, or without it where the value is empty. */
export function withWish(filter: DeliveryFilter, name: FilterName, value: string): DeliveryFilter {
  const { [name]: _before, ...others } = filter;
  return value === '' ? others : { ...others, [name]: value };
}

/** Whether the server takes it for a status: `500`, or `5xx` for all of its class. */
export function isStatusWish(text: string): boolean {
  return /^[1-5](\d{2}|xx)$/i.test(text);
}
