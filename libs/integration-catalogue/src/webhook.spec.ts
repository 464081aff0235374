import { exampleSettings, secretMask, validateSettings } from '@patchbay/integration-contracts';
import type { RequestSpec, SettingsValues } from '@patchbay/integration-contracts';
import { CLIENT } from './testing/client-key-pair.ts';
import { anEvent } from './testing/an-event.ts';
import { webhook } from './webhook.integration.ts';

const settingsOf = (changes: SettingsValues): SettingsValues =>
  validateSettings(webhook, { ...exampleSettings(webhook), ...changes });
const push = anEvent('push');

function sent(changes: SettingsValues): RequestSpec {
  const plan = webhook.requests({ settings: settingsOf(changes), event: push });
  if (!('url' in plan)) throw new Error('it is no single request');
  return plan;
}

describe('a web hook', () => {
  it('is what it was where nothing more is asked of it', () => {
    expect(sent({})).toEqual({
      method: 'POST',
      url: 'https://hooks.example.com/events',
      headers: { 'content-type': 'application/json', 'x-gitlab-token': 'hook-token-1f6a' },
      body: push.body,
      isWebHook: true,
      verifyTls: true,
    });
    expect(sent({}).body).toBe(push.body);
  });

  it('asks to be signed with all the keys that it has', () => {
    const current = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    const previous = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
    const key = `whsk_${Buffer.alloc(32, 3).toString('base64')}`;
    const all = { signing_secret: current, signing_secret_previous: previous, signing_key: key };
    expect(sent(all).signing).toEqual({
      kind: 'standard_webhooks',
      secrets: [current, previous],
      privateKeys: [key],
    });
    expect(sent({ signing_key: key }).signing).toMatchObject({ secrets: [], privateKeys: [key] });
  });

  it('hands on what it is to authenticate with, as data', () => {
    const client = {
      authentication: 'oauth2',
      oauth_token_url: 'https://login.example.com/token',
      oauth_client_id: 'patchbay',
      oauth_client_secret: 'hush',
      oauth_audience: 'https://api.example.com',
    };
    expect(sent({ ...client, ...CLIENT })).toMatchObject({
      oauth: {
        tokenUrl: 'https://login.example.com/token',
        clientId: 'patchbay',
        clientSecret: 'hush',
        audience: 'https://api.example.com',
      },
      clientCertificate: { certificate: CLIENT.client_certificate.trim(), key: CLIENT.client_key.trim() },
    });
    expect(sent({ ...client, authentication: 'basic' })).not.toHaveProperty('oauth');
  });

  it('sends custom headers, whose values it calls secret, and its own before them', () => {
    const request = sent({ custom_headers: 'X-Api-Key: k\nAccept: text/plain' });
    expect(request.headers).toEqual({
      'content-type': 'application/json',
      'x-api-key': 'k',
      accept: 'text/plain',
      'x-gitlab-token': 'hook-token-1f6a',
    });
    expect(request.secretHeaders).toEqual(['x-api-key', 'accept']);
  });

  it('fills its URL in, and shows it as it was written', () => {
    const url = 'https://ada:{password}@hooks.example.com/{key}/in';
    const request = sent({ url, url_variables: 'key=k1\npassword=p:w' });
    expect(request).toMatchObject({
      url: 'https://hooks.example.com/k1/in',
      basicAuth: { username: 'ada', password: 'p:w' },
      shownUrl: 'https://hooks.example.com/{key}/in',
    });
  });

  it('has every line of its secrets masked, wherever they turn up', () => {
    const settings = settingsOf({
      custom_headers: 'X-Api-Key: key-one',
      url_variables: 'a=key-two\nb = key-three',
    });
    const mask = secretMask(webhook, settings);
    expect(mask.text('key-one, key-two, key-three')).toBe('[masked], [masked], [masked]');
  });

  it('sends what its template makes of an event', () => {
    const { body, headers } = sent({
      payload_template: '{"text": "{{user_username}} pushed", "n": {{total_commits_count}}}',
    });
    expect(JSON.parse(Buffer.from(body ?? '').toString())).toEqual({
      text: `${push.payload['user_username'] as string} pushed`,
      n: push.payload['total_commits_count'],
    });
    expect(headers['content-type']).toBe('application/json');
  });

  it('holds back what its filter is not true for', () => {
    const held = (content_filter: string) =>
      webhook.requests({ settings: settingsOf({ content_filter }), event: push });
    expect(held('trigger == "issue"')).toEqual({ skip: 'the content filter is false for this event' });
    expect(held('trigger == "push"')).toHaveProperty('url');
  });
});
