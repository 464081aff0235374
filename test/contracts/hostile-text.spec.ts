import fc from 'fast-check';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import type { JsonObject, JsonValue, RequestSpec } from '@patchbay/integration-contracts';
import { EVIL, hostileText, withText } from './hostile-payloads.ts';
import { planRequests } from './plan-requests.ts';
import { eventOf, httpOnly, samplesFor, settingsOf } from './sample-events.ts';

const CHATS = CATALOGUE.filter(
  ({ category, events }) => category === 'chat' && events.supported.length > 0,
).map((definition) => [definition.name, definition] as const);
// Discord and CommonMark: a bracket that is not escaped, unless the link says itself where it leads.
const MARKDOWN_LINK = /(?<!\\|https:\/\/evil\.example\/)\]\(https:\/\/evil/;
// Telegram reads from left to right, and nothing inside emphasis.
const TELEGRAM_TOKEN = /\\[_*`[]|\*[^*]*\*|\[[^\]]*\]\((?<url>[^)]*)\)/g;

type Danger = (shown: string) => boolean;
const slackDanger: Danger = (shown) => /<https:\/\/evil|<[!@]|@(?:here|channel)\b/.test(shown);
const markdownDanger: Danger = (shown) => MARKDOWN_LINK.test(shown) || shown.includes('<');

/** Whether a text holds what must never come out: an address that is disguised as another, or a mention. */
const DANGERS: Readonly<Record<string, Danger>> = {
  slack: slackDanger,
  // These read Markdown as well.
  mattermost: (shown) => slackDanger(shown) || /\]\(https:\/\/evil/.test(shown),
  gitlab_slack_application: slackDanger,
  hangouts_chat: slackDanger,
  pumble: slackDanger,
  rocket_chat: (shown) => slackDanger(shown) || /\]\(https:\/\/evil/.test(shown),
  discord: (shown) => MARKDOWN_LINK.test(shown),
  microsoft_teams: (shown) => MARKDOWN_LINK.test(shown),
  webex_teams: markdownDanger,
  unify_circuit: markdownDanger,
  // Links of our own are written without brackets in their labels.
  zulip: (shown) => /\]\(https:\/\/evil/.test(shown) || /@_?\*\*/.test(shown),
  matrix: (shown) => /<a href="https:\/\/evil|<(?!\/?(?:a|br|strong)\b)[a-z]/i.test(shown),
  telegram: (shown) =>
    /(?<!\w)@\w/.test(shown) ||
    [...shown.matchAll(TELEGRAM_TOKEN)].some(({ groups }) => groups?.['url']?.startsWith(EVIL)),
};

/** What a receiver reads no markup in. */
const PLAIN: Readonly<Record<string, ReadonlySet<string>>> = {
  matrix: new Set(['body']),
  zulip: new Set(['to', 'topic', 'type']),
  hangouts_chat: new Set(['threadKey']),
  unify_circuit: new Set(['subject']),
};

/** Everything that a receiver would show, from a body that must be sound. */
function shownBy({ headers, body }: RequestSpec): JsonValue {
  if (headers['content-type']?.startsWith('application/json') === true) {
    return JSON.parse(String(body)) as JsonValue;
  }
  const values = Object.fromEntries(new URLSearchParams(String(body)));
  return values['payload'] === undefined ? values : (JSON.parse(values['payload']) as JsonValue);
}

/** The texts in which markup is read, which an embed's author and a chat's name are not. */
function textsIn(
  value: JsonValue | undefined,
  plain: ReadonlySet<string> = new Set(),
  member = '',
): readonly string[] {
  if (member === 'author' || member === 'chat_id' || plain.has(member)) return [];
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, JsonValue | undefined]) =>
    textsIn(inner, plain, name),
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
        const requests = planRequests(definition.requests({ settings, event }));
        if ('skip' in requests) return;
        for (const request of requests.map(httpOnly)) {
          for (const shown of textsIn(shownBy(request), PLAIN[name])) {
            expect(shown.isWellFormed()).toBe(true);
            if (isDangerous(shown)) throw new Error(`dangerous: ${shown}`);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
