import fc from 'fast-check';
import type { JsonObject, JsonValue } from '@patchbay/integration-contracts';

/** Members in which people write what they like. */
const FREE_TEXT = new Set([
  'title',
  'message',
  'name',
  'description',
  'note',
  'user_name',
  'commit_title',
  'content',
  'detailed_status',
  'environment',
  'failure_reason',
  'severity',
  'stage',
  'text',
  'username',
  'ref',
]);
/** Where the links lead that no one may be led to. */
export const EVIL = 'https://evil.example/';

/** Texts that try to be markup, mentions, or the end of whatever they stand in. */
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ...[`[x](${EVIL})`, `<${EVIL}|x>`, '<!channel>', '<@all>', '@here', '"}]', '&payload=', '\\', '\0'],
        ...['<a href="x">', ']]>', '&lt;', '\r\nBcc: x@evil.example', '\x03'],
        ...['`', '*', '_', '[', ']', '(', ')', '\n', ' ', '%', '+', '\ud83d', 'a'],
      ),
    )
    .map((parts) => parts.join('')),
);

/** Members that hold one of a few words, of which there may be more some day. */
const WORDS = new Set([
  'action',
  'status',
  'state',
  'type',
  'noteable_type',
  'detailed_status',
  'source',
  'severity',
]);

/** The payload with every such word replaced by one. */
export function withWord(payload: JsonValue, word: string): JsonValue {
  return withMembers(payload, WORDS, word);
}

/** The payload with every text that people write replaced by one. */
export function withText(payload: JsonValue, text: string): JsonValue {
  return withMembers(payload, FREE_TEXT, text);
}

function withMembers(value: JsonValue, names: ReadonlySet<string>, text: string): JsonValue {
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).map((item) => withMembers(item, names, text));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as JsonObject).map(([name, member]): [string, JsonValue] => {
    if (names.has(name) && typeof member === 'string') return [name, text];
    return [name, withMembers(member ?? null, names, text)];
  });
  return Object.fromEntries(members);
}
