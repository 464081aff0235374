import type { JsonObject, RequestSpec, SettingsValues, Trigger } from '@patchbay/integration-contracts';
import { SAMPLES } from '@patchbay/integration-contracts';
import { definitionOf, eventOf, requestsOf, sendOne, settingsOf } from './sample-events.ts';

const jsonOf = ({ body }: RequestSpec) => JSON.parse(String(body)) as JsonObject;

/** What each product documents, written down by hand: a change here changes what receivers see. */
const WIRE: readonly {
  readonly name: string;
  readonly trigger: Trigger;
  readonly url: string;
  readonly type: string;
  readonly keys: readonly string[];
}[] = [
  {
    name: 'slack',
    trigger: 'push',
    url: 'https://hooks.slack.com/services/T0EXAMPLE/B0EXAMPLE/key0example',
    type: 'application/x-www-form-urlencoded',
    keys: ['payload'],
  },
  {
    name: 'discord',
    trigger: 'push',
    url: 'https://discord.com/api/webhooks/100200300/key-example',
    type: 'application/json',
    keys: ['allowed_mentions', 'content', 'embeds'],
  },
  {
    name: 'microsoft_teams',
    trigger: 'push',
    url: 'https://example.webhook.office.com/webhookb2/key-example',
    type: 'application/json',
    keys: ['attachments', 'type'],
  },
  {
    name: 'webex_teams',
    trigger: 'push',
    url: 'https://api.ciscospark.com/v1/webhooks/incoming/key-example',
    type: 'application/json',
    keys: ['markdown'],
  },
  {
    name: 'telegram',
    trigger: 'push',
    url: 'https://api.telegram.org/bot110201543:bot-key-example/sendMessage',
    type: 'application/json',
    keys: ['chat_id', 'message_thread_id', 'parse_mode', 'text'],
  },
];

const WEB_HOOKS: readonly (readonly [name: string, trigger: Trigger, url: string])[] = [
  ['webhook', 'system', 'https://hooks.example.com/events'],
  ['jenkins', 'tag_push', 'https://jenkins.example.com/ci/project/rockets/engine%20build'],
  [
    'datadog',
    'job',
    'https://webhook-intake.datadoghq.com/api/v2/webhook?dd-api-key=d1a2t3a4d5o6g7k8e9y0&env=ci&service=engine' +
      '&tags=team%3Apropulsion%2C%22sites%3Anorth%2C+south%22',
  ],
];

describe('on the wire', () => {
  it.each(WIRE)('$name gets one POST with the keys it documents', ({ name, trigger, url, type, keys }) => {
    const request = sendOne(name, trigger);
    expect(request).toMatchObject({ method: 'POST', url, headers: { 'content-type': type } });
    const body =
      type === 'application/json'
        ? jsonOf(request)
        : Object.fromEntries(new URLSearchParams(String(request.body)));
    expect(Object.keys(body).sort()).toEqual(keys);
  });

  it.each(WEB_HOOKS)(
    '%s gets the bytes of a %s as they came, with the headers of a web hook',
    (name, trigger, url) => {
      const definition = definitionOf(name);
      const event = eventOf(SAMPLES[trigger], trigger);
      const requests = requestsOf(definition, settingsOf(definition), event);
      expect(requests).toMatchObject([
        { method: 'POST', url, headers: { 'content-type': 'application/json' }, isWebHook: true },
      ]);
      expect((requests as readonly RequestSpec[])[0]?.body).toBe(event.body);
    },
  );
});

describe('Datadog', () => {
  const verdictOf = (trigger: Trigger, settings: SettingsValues) =>
    definitionOf('datadog').filter({ trigger, settings, facts: eventOf(SAMPLES.job, 'job').facts });
  const ci = { datadog_ci_visibility: true, archive_trace_events: false };

  it('gets pipelines and jobs only with CI Visibility, and job logs only when asked for as well', () => {
    for (const trigger of ['pipeline', 'job'] as const) {
      expect(verdictOf(trigger, { ...ci, datadog_ci_visibility: false })).toBe('CI Visibility is off');
      expect(verdictOf(trigger, ci)).toBe(true);
    }
    expect(verdictOf('archive_trace', ci)).toBe('job logs are not collected');
    expect(verdictOf('archive_trace', { ...ci, archive_trace_events: true })).toBe(true);
    expect(verdictOf('push', {})).toBe(true);
  });
});

describe('Jenkins', () => {
  it('gets user and password as basic authentication, and its certificate checked unless told otherwise', () => {
    const basicAuth = { username: 'patchbay', password: 'jenkins-password-1f6a' };
    expect(sendOne('jenkins', 'push')).toMatchObject({ basicAuth, verifyTls: true });
    expect(sendOne('jenkins', 'push', { enable_ssl_verification: 'no' })).toMatchObject({ verifyTls: false });
  });

  it.each([
    [{ password: '' }, /password is missing/],
    [{ username: '' }, /username is missing/],
    [{ project_name: 'a/../b' }, /project_name must not have/],
  ])('is refused with %j', (changes, message) => {
    expect(() => settingsOf(definitionOf('jenkins'), changes)).toThrow(message);
  });
});

describe('The web hook', () => {
  it('sends its token, and leaves the header out without one', () => {
    expect(sendOne('webhook', 'push').headers).toMatchObject({ 'x-gitlab-token': 'hook-token-1f6a' });
    expect(sendOne('webhook', 'push', { token: '' }).headers).not.toHaveProperty('x-gitlab-token');
  });

  it.each(['two\nlines', 'naïve', 'tab\t'])('refuses the token %j, which can stand in no header', (token) => {
    // A blank at the end is cut off before the rule is asked, so the last one is put in the middle.
    expect(() => settingsOf(definitionOf('webhook'), { token: `${token}x` })).toThrow(
      /token must consist of/,
    );
  });
});
