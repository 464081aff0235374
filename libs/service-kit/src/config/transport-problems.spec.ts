import { Registry, createRegistry } from '../metrics/index.ts';
import { selfSignedCertificate } from '../testing/index.ts';
import { ConfigError, loadConfig } from './load-config.ts';
import { kafkaSettings, mongoSettings } from './shared-settings.ts';
import { kafkaProblems, mongoProblems } from './transport-problems.ts';
import { watchCertificates } from './watch-certificates.ts';

const settings = { ...kafkaSettings, ...mongoSettings };
const DAY_MS = 86_400_000;
const own = selfSignedCertificate();

function problemsOf(environment: Record<string, string>): readonly string[] {
  const given = { KAFKA_BROKERS: 'kafka:9093', MONGODB_URI: 'mongodb://mongo/patchbay', ...environment };
  try {
    loadConfig(settings, given, [kafkaProblems, mongoProblems]);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('settings for secure connections', () => {
  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['a client certificate', { KAFKA_TLS: 'true', KAFKA_TLS_CERT: own.cert, KAFKA_TLS_KEY: own.key }],
    ['an authority', { MONGODB_URI: 'mongodb://mongo/patchbay?tls=true', MONGODB_TLS_CA: own.cert }],
    ['a user', { MONGODB_USERNAME: 'it', MONGODB_PASSWORD: 'secret' }],
    [
      'SCRAM',
      { KAFKA_SASL_MECHANISM: 'scram-sha-512', KAFKA_SASL_USERNAME: 'it', KAFKA_SASL_PASSWORD: 'secret' },
    ],
  ])('are in order with %s', (_what, environment) => {
    expect(problemsOf(environment)).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'SCRAM without a password',
      { KAFKA_SASL_MECHANISM: 'scram-sha-256', KAFKA_SASL_USERNAME: 'it' },
      'KAFKA_SASL_MECHANISM is scram-sha-256, which needs KAFKA_SASL_PASSWORD as well',
    ],
    [
      'OAuth without a client',
      { KAFKA_SASL_MECHANISM: 'oauthbearer', KAFKA_OAUTH_TOKEN_URL: 'https://login/token' },
      'KAFKA_SASL_MECHANISM is oauthbearer, which needs KAFKA_OAUTH_CLIENT_ID and KAFKA_OAUTH_CLIENT_SECRET as well',
    ],
    [
      'certificates without TLS',
      { KAFKA_TLS_CA: own.cert },
      'KAFKA_TLS is off, but certificates for it are set: turn it on or remove them',
    ],
    [
      'a certificate without its key',
      { KAFKA_TLS: 'true', KAFKA_TLS_CERT: own.cert },
      'KAFKA_TLS_CERT and KAFKA_TLS_KEY go together: set both or neither',
    ],
    [
      'the key of another certificate',
      { MONGODB_TLS: 'true', MONGODB_TLS_CERT: own.cert, MONGODB_TLS_KEY: selfSignedCertificate().key },
      'MONGODB_TLS_KEY is not the key of MONGODB_TLS_CERT: give the two that were made together',
    ],
    [
      'a user without a password',
      { MONGODB_USERNAME: 'it' },
      'MONGODB_USERNAME and MONGODB_PASSWORD go together: set both or neither',
    ],
    [
      'two users',
      { MONGODB_URI: 'mongodb://a:b@mongo/patchbay', MONGODB_USERNAME: 'it', MONGODB_PASSWORD: 'secret' },
      'MONGODB_URI names a user, and so does MONGODB_USERNAME: remove one of them',
    ],
    [
      'another scheme',
      { MONGODB_URI: 'postgres://it:hunter2@db' },
      'MONGODB_URI: must be mongodb://host:port/database or mongodb+srv://host/database',
    ],
    [
      'a key that is none',
      { KAFKA_TLS: 'true', KAFKA_TLS_KEY: 'hunter2' },
      'KAFKA_TLS_KEY: must be a private key in PEM, without a passphrase',
    ],
    [
      'a certificate that is cut',
      { KAFKA_TLS: 'true', KAFKA_TLS_CERT: own.cert.replace(/.{40}\n-----END/, '\n-----END') },
      'KAFKA_TLS_CERT: holds a certificate that can’t be read: give it in PEM as it was issued',
    ],
  ])('are refused in one line: %s', (_what, environment, line) => {
    expect(problemsOf(environment)).toEqual([line]);
  });

  it('are refused with the date and the remedy where a certificate has expired', () => {
    const old = selfSignedCertificate(Date.parse('2024-05-06T00:00:00Z'));
    const line = (name: string): string => `${name}: expired on 2024-05-06: renew it and start again`;
    expect(
      problemsOf({ KAFKA_TLS: 'true', KAFKA_TLS_CERT: `${old.cert}${own.cert}`, KAFKA_TLS_CA: old.cert }),
    ).toEqual([line('KAFKA_TLS_CA'), line('KAFKA_TLS_CERT')]);
    expect(problemsOf({ KAFKA_TLS: 'true', KAFKA_TLS_CA: `${old.cert}${own.cert}` })).toEqual([]);
  });
});

describe('watchCertificates', () => {
  async function shown(config: Record<string, unknown>): Promise<Record<string, number>> {
    const registry: Registry = createRegistry('test');
    watchCertificates(settings, config, registry);
    const metric = await registry.getSingleMetric('patchbay_certificate_expiry_seconds')?.get();
    return Object.fromEntries(
      (metric?.values ?? []).map(({ labels, value }) => [String(labels['setting']), value]),
    );
  }
  const inDays = (days: number): string => selfSignedCertificate(Date.now() + days * DAY_MS).cert;
  const days = (seconds: number | undefined): number => Math.round(((seconds ?? Number.NaN) * 1000) / DAY_MS);

  it('shows what ends first of a chain, and of authorities what ends next', async () => {
    const seconds = await shown({
      KAFKA_TLS_CERT: `${inDays(9)}${inDays(4)}${inDays(-2)}`,
      KAFKA_TLS_CA: `${inDays(-2)}${inDays(5)}`,
      KAFKA_TLS_KEY: own.key,
      MONGODB_TLS_CA: '',
    });
    expect(Object.entries(seconds).map(([name, value]) => [name, days(value)])).toEqual([
      ['KAFKA_TLS_CA', 5],
      ['KAFKA_TLS_CERT', -2],
    ]);
  });
});
