import { generateKeyPairSync } from 'node:crypto';
import { AppError, eventProblems, exampleSettings, validateSettings } from '@patchbay/integration-contracts';
import { CLIENT, OTHER_KEY } from '../testing/client-key-pair.ts';
import { webhook } from '../webhook.integration.ts';

type Values = Readonly<Record<string, unknown>>;

const valid = (changes: Values) => validateSettings(webhook, { ...exampleSettings(webhook), ...changes });

/** The sentences by field. */
function problemsOf(changes: Values): Values {
  try {
    valid(changes);
    return {};
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const found = Object.entries(error.fields ?? {});
    return Object.fromEntries(
      found.map(([name, problems]) => [name, problems.map(({ text }) => text).join()]),
    );
  }
}

describe('the settings of a web hook', () => {
  it('say what is wrong with each part, without repeating a secret', () => {
    const problems = problemsOf({
      url: 'https://hooks.example.com/{key}',
      url_variables: 'other=hush-hush',
      custom_headers: 'Host: hush-hush',
      client_certificate: CLIENT.client_certificate,
      payload_template: '{"a": {{x}',
      content_filter: 'ref ==',
    });
    expect(problems).toEqual({
      url_variables: 'must have key, which the URL names',
      custom_headers: 'must not have Host, which is not for settings to set',
      client_key: 'is missing: the certificate needs its private key',
      payload_template: 'can’t be used: the tag at 6 is not closed',
      content_filter: expect.stringContaining('can’t be used: Unexpected token') as string,
    });
    expect(JSON.stringify(problems)).not.toContain('hush-hush');
  });

  it.each([
    'whsec_',
    'whsec_c2hvcnQ=',
    'c2lnbmluZy1zZWNyZXQtbm8tMS1vZi1tYW55',
    'whsec_!lnbmluZy1zZWNyZXQtbm8tMS1vZi1tYW55',
    `whsec_${Buffer.alloc(23).toString('base64')}`,
    `whsec_${Buffer.alloc(65).toString('base64')}`,
  ])('take no signing secret such as %s', (secret) => {
    const hint = 'must be whsec_ and 24 to 64 bytes in base64';
    expect(problemsOf({ signing_secret: secret, signing_secret_previous: secret })).toEqual({
      signing_secret: hint,
      signing_secret_previous: hint,
    });
  });

  it.each([24, 25, 26, 32, 63, 64])('take a signing secret of %i bytes', (bytes) => {
    expect(problemsOf({ signing_secret: `whsec_${Buffer.alloc(bytes, 7).toString('base64')}` })).toEqual({});
  });

  it('take an ed25519 key as seed, or as seed and public half', () => {
    for (const bytes of [32, 64])
      expect(problemsOf({ signing_key: `whsk_${Buffer.alloc(bytes, 7).toString('base64')}` })).toEqual({});
    for (const bytes of [31, 33, 48, 65])
      expect(problemsOf({ signing_key: `whsk_${Buffer.alloc(bytes, 7).toString('base64')}` })).toHaveProperty(
        'signing_key',
      );
  });

  it('ask for an OAuth client only where one is wanted', () => {
    expect(problemsOf({ authentication: 'oauth2' })).toEqual({
      oauth_token_url: 'is missing',
      oauth_client_id: 'is missing',
      oauth_client_secret: 'is missing',
    });
    expect(valid({ oauth_client_id: 'left-over' })).not.toHaveProperty('oauth_client_id');
  });

  it('take a client certificate with its own key only', () => {
    expect(problemsOf(CLIENT)).toEqual({});
    expect(problemsOf({ ...CLIENT, client_key: OTHER_KEY })).toEqual({
      client_key: 'must be the private key of the certificate',
    });
    expect(problemsOf({ ...CLIENT, client_key: 'no key' })).toHaveProperty('client_key');
    expect(problemsOf({ ...CLIENT, client_certificate: 'none' })).toHaveProperty('client_certificate');
    expect(problemsOf({ client_key: CLIENT.client_key })).toEqual({
      client_certificate: 'is missing: a key is of no use without its certificate',
    });
  });

  it('need the passphrase of an encrypted key', () => {
    const cipher = {
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'open sesame',
    } as const;
    const { privateKey } = generateKeyPairSync('ed25519');
    const client_key = privateKey.export(cipher).toString();
    const unreadable = 'must be a private key in PEM, and have a passphrase if it is encrypted';
    const encrypted = { ...CLIENT, client_key };
    expect(problemsOf(encrypted)).toEqual({ client_key: unreadable });
    expect(problemsOf({ ...encrypted, client_key_passphrase: 'wrong' })).toEqual({ client_key: unreadable });
    expect(problemsOf({ ...encrypted, client_key_passphrase: 'open sesame' })).toEqual({
      client_key: 'must be the private key of the certificate',
    });
  });

  it('have their template tried on samples of the events that are on, and of no others', () => {
    const settings = valid({ payload_template: '[{{#commits}}{{id}},{{/commits}}]' });
    expect(eventProblems(webhook, settings, ['issue', 'wiki_page'])).toEqual(new Map());
    const [problem] = eventProblems(webhook, settings, ['issue', 'push']).get('payload_template') ?? [];
    expect(problem).toMatchObject({ key: 'webhook.problems.template_of_event', values: { event: 'push' } });
    expect(problem?.text).toMatch(/^makes no valid JSON of a sample of push: ./);
    expect(eventProblems(webhook, valid({}), ['push'])).toEqual(new Map());
  });
});
