/** What `JSON.parse` can return. Payloads are read through it, so nothing about their shape is taken on trust. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object of unknown shape. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}
