import type { JsonObject, JsonValue, ResponseView } from '@patchbay/integration-contracts';

/** An answer's body as JSON; `undefined` when it is none, as proxies answer with pages of their own. */
export function jsonAnswer({ body }: ResponseView): JsonValue | undefined {
  try {
    return JSON.parse(body) as JsonValue;
  } catch {
    return undefined;
  }
}

/** The objects at a path of an answer, `issues` or `results.results.result`; a single one counts as a list of one. */
export function entriesAt(response: ResponseView, path = ''): readonly JsonObject[] {
  const found = path
    .split('.')
    .filter((name) => name !== '')
    .reduce<JsonValue | undefined>(memberOf, jsonAnswer(response));
  const list: readonly (JsonValue | undefined)[] = Array.isArray(found)
    ? (found as readonly JsonValue[])
    : [found];
  return list.filter(isObject);
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isObject(value) ? value[name] : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
