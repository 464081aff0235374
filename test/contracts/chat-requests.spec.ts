import type { JsonObject, RequestSpec, SettingsValues } from '@patchbay/integration-contracts';
import { SAMPLES } from '@patchbay/integration-contracts';
import { planRequests } from './plan-requests.ts';
import { definitionOf, eventOf, send, sendOne, settingsOf } from './sample-events.ts';

const jsonOf = ({ body }: RequestSpec) => JSON.parse(String(body)) as JsonObject;
const slackPayload = ({ body }: RequestSpec) => {
  const values = new URLSearchParams(String(body));
  return JSON.parse(values.get('payload') ?? '') as JsonObject;
};

describe('Slack', () => {
  it('has text, attachments, fallback, channel and sender in its payload', () => {
    const payload = slackPayload(sendOne('slack', 'push'));
    expect(Object.keys(payload).sort()).toEqual(['attachments', 'channel', 'fallback', 'text', 'username']);
    expect(payload).toMatchObject({ channel: '#engine', username: 'patchbay' });
  });

  it('shows a pipeline as an attachment only', () => {
    const payload = slackPayload(sendOne('slack', 'pipeline'));
    expect(payload['text']).toBe('');
    const [attachment] = payload['attachments'] as readonly JsonObject[];
    expect(Object.keys(attachment ?? {}).sort()).toEqual([
      ...['author_icon', 'author_link', 'author_name', 'color', 'fallback'],
      ...['fields', 'footer', 'title', 'title_link', 'ts'],
    ]);
  });

  it('leaves out attachments, channel and sender where there are none', () => {
    const payload = slackPayload(sendOne('slack', 'merge_request', { channel: '', username: '' }));
    expect(Object.keys(payload).sort()).toEqual(['fallback', 'text']);
  });

  it.each([
    ["an event's own channels, one request each", { issue_channel: '#a, #b,,#a ' }, ['#a', '#b']],
    ['the usual channels otherwise', { channel: '#x,#y' }, ['#x', '#y']],
    ['the usual channels in place of an empty list', { issue_channel: '', channel: '#x' }, ['#x']],
  ])('writes to %s', (_what, changes, channels) => {
    const requests = send('slack', 'issue', changes);
    expect(requests.map((request) => slackPayload(request)['channel'])).toEqual(channels);
  });

  it('writes about confidential issues where it writes about issues, unless told otherwise', () => {
    const channelsOf = (changes: SettingsValues) =>
      send('slack', 'confidential_issue', changes).map((request) => slackPayload(request)['channel']);
    expect(channelsOf({ issue_channel: '#a' })).toEqual(['#a']);
    expect(channelsOf({ issue_channel: '#a', confidential_issue_channel: '#quiet' })).toEqual(['#quiet']);
  });

  it('takes ten channels at most', () => {
    const eleven = Array.from({ length: 11 }, (_unused, index) => `#c${index}`).join(',');
    expect(() => settingsOf(definitionOf('slack'), { push_channel: eleven })).toThrow(
      /push_channel .*at most 10/,
    );
  });
});

describe('the language of messages', () => {
  it.each([
    [{}, /pushed 2 commits to branch/],
    [{ message_language: 'en' }, /pushed 2 commits to branch/],
    [{ message_language: 'de' }, /hat 2 Commits auf Branch .* gepusht/],
  ])('is the one that is set, English at first: %j', (changes, sentence) => {
    expect(jsonOf(sendOne('webex_teams', 'push', changes))['markdown']).toMatch(sentence);
  });

  it('is one of those that there are', () => {
    expect(() => settingsOf(definitionOf('webex_teams'), { message_language: 'fr' })).toThrow(
      /message_language/,
    );
  });
});

describe('Discord', () => {
  it('gets an embed of its documented members, and pings nobody', () => {
    const body = jsonOf(sendOne('discord', 'deployment'));
    expect(body).toMatchObject({ content: '', allowed_mentions: { parse: [] } });
    const [embed] = body['embeds'] as readonly JsonObject[];
    expect(Object.keys(embed ?? {}).sort()).toEqual(['author', 'color', 'description', 'timestamp']);
    expect(embed).toMatchObject({ color: 0x0d532a });
  });

  it('has its own web hook for an event that has one', () => {
    const own = 'https://discord.com/api/webhooks/7/other';
    expect(sendOne('discord', 'comment', { note_channel: own }).url).toBe(own);
    expect(sendOne('discord', 'confidential_note', { note_channel: own }).url).toBe(own);
    expect(sendOne('discord', 'push', { note_channel: own }).url).not.toBe(own);
  });

  it('lives at discord.com only', () => {
    for (const field of ['webhook', 'push_channel']) {
      const change = { [field]: 'https://discord.com.example.com/x' };
      expect(() => settingsOf(definitionOf('discord'), change)).toThrow(
        new RegExp(`${field} must be an https`),
      );
    }
  });
});

describe('Microsoft Teams', () => {
  it('gets an adaptive card with project, person and commits', () => {
    const body = jsonOf(sendOne('microsoft_teams', 'push'));
    expect(body).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            type: 'AdaptiveCard',
            version: '1.0',
            msteams: { width: 'Full' },
            body: [
              { type: 'TextBlock', weight: 'bolder', size: 'medium' },
              {
                type: 'ColumnSet',
                columns: [
                  { width: 'auto', items: [{ type: 'Image', size: 'medium' }] },
                  {
                    width: 'stretch',
                    items: [{ wrap: true }],
                  },
                ],
              },
              { type: 'TextBlock', wrap: true },
            ],
          },
        },
      ],
    });
  });

  it.each([
    ['1', { ok: true }],
    ['endpoint returned HTTP error 429 with ContextId x', { ok: false, isRetryable: true }],
    ['endpoint returned HTTP error 403', { ok: false, isRetryable: false }],
  ])('tells by the body of a 200 whether it worked: %s', (body, verdict) => {
    expect(definitionOf('microsoft_teams').verdict({ status: 200, headers: {}, body })).toMatchObject(
      verdict,
    );
  });

  it('gets no more than 28 KB, however long the texts', () => {
    const long = '"*' + 'ß'.repeat(5_000);
    const payload = {
      ...SAMPLES.push,
      user_name: long,
      commits: Array.from({ length: 500 }, () => ({
        id: 'a'.repeat(40),
        message: long,
        url: 'https://x.example.com/',
      })),
    };
    const definition = definitionOf('microsoft_teams');
    const requests = planRequests(
      definition.requests({ settings: settingsOf(definition), event: eventOf(payload, 'push') }),
    );
    expect(Buffer.byteLength(String((requests as readonly RequestSpec[])[0]?.body))).toBeLessThan(28_000);
  });
});

describe('Telegram', () => {
  it('gets the same message without formatting after a 400, once', () => {
    const [first, second, ...more] = send('telegram', 'push', {}, 400).map(jsonOf);
    expect(more).toEqual([]);
    expect(first).toEqual({ ...second, parse_mode: 'markdown' });
    expect(second).toMatchObject({ chat_id: '@rocket_engine', message_thread_id: 7 });
  });

  it.each([200, 403, 429, 500])('gets one message when it answers %i', (status) => {
    expect(send('telegram', 'push', {}, status)).toHaveLength(1);
  });

  it('may live elsewhere', () => {
    const { url } = sendOne('telegram', 'push', { hostname: 'http://bots.example.com:8081/', thread: '' });
    expect(url).toBe('http://bots.example.com:8081/bot110201543:bot-key-example/sendMessage');
  });
});
