import fc from 'fast-check';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import type { JsonObject, JsonValue, RequestSpec } from '@patchbay/integration-contracts';
import { eventOf, requestsOf, samplesFor, settingsOf } from './sample-events.ts';

/** Members in which people write what they like. */
const FREE_TEXT = new Set([
  'title',
  'message',
  'name',
  'description',
  'note',
  'user_name',
  'commit_title',
  'ref',
]);
const CHATS = CATALOGUE.filter(({ category }) => category === 'chat').map(
  (definition) => [definition.name, definition] as const,
);
const EVIL = 'https://evil.example/';
const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ...[`[x](${EVIL})`, `<${EVIL}|x>`, '<!channel>', '<@all>', '@here', '"}]', '&payload=', '\\', '\0'],
        ...['`', '*', '_', '[', ']', '(', ')', '\n', ' ', '%', '+', '\ud83d', 'a'],
      ),
    )
    .map((parts) => parts.join('')),
);

// Discord and CommonMark: a bracket that is not escaped, unless the link says itself where it leads.
const MARKDOWN_LINK = /(?<!\\|https:\/\/evil\.example\/)\]\(https:\/\/evil/;
// Telegram reads from left to right, and nothing inside emphasis.
const TELEGRAM_TOKEN = /\\[_*`[]|\*[^*]*\*|\[[^\]]*\]\((?<url>[^)]*)\)/g;

/** Whether a text holds what must never come out: an address that is disguised as another, or a mention. */
const DANGERS: Readonly<Record<string, (shown: string) => boolean>> = {
  slack: (shown) => /<https:\/\/evil|<[!@]|@(?:here|channel)\b/.test(shown),
  discord: (shown) => MARKDOWN_LINK.test(shown),
  microsoft_teams: (shown) => MARKDOWN_LINK.test(shown),
  webex_teams: (shown) => MARKDOWN_LINK.test(shown) || shown.includes('<'),
  telegram: (shown) =>
    /(?<!\w)@\w/.test(shown) ||
    [...shown.matchAll(TELEGRAM_TOKEN)].some(({ groups }) => groups?.['url']?.startsWith(EVIL)),
};

function withText(value: JsonValue, text: string): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => withText(item, text));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value as JsonObject).map(([name, member]): [string, JsonValue] => {
    if (FREE_TEXT.has(name) && typeof member === 'string') return [name, text];
    return [name, withText(member ?? null, text)];
  });
  return Object.fromEntries(members);
}

/** Everything that a receiver would show, from a body that must be sound. */
function shownBy({ headers, body }: RequestSpec): JsonValue {
  if (headers['content-type'] === 'application/json') return JSON.parse(String(body)) as JsonValue;
  const values = [...new URLSearchParams(String(body))];
  expect(values.map(([name]) => name)).toEqual(['payload']);
  return JSON.parse(values[0]?.[1] ?? '') as JsonValue;
}

/** The texts in which markup is read, which an embed's author and a chat's name are not. */
function textsIn(value: JsonValue | undefined, member = ''): readonly string[] {
  if (member === 'author' || member === 'chat_id') return [];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, JsonValue | undefined]) =>
    textsIn(inner, name),
  );
}

describe.each(CHATS)('%s', (name, definition) => {
  const settings = settingsOf(definition);
  const samples = samplesFor(definition);
  const isDangerous = DANGERS[name] ?? (() => true);

  it('stays sound and links nowhere else, whatever people write', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(...samples), (text, { payload, trigger }) => {
        const event = eventOf(withText(payload, text) as JsonObject, trigger);
        const requests = requestsOf(definition, settings, event);
        if ('skip' in requests) return;
        for (const request of requests) {
          for (const shown of textsIn(shownBy(request))) {
            expect(shown.isWellFormed()).toBe(true);
            if (isDangerous(shown)) throw new Error(`dangerous: ${shown}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
