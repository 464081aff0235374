import { isKeyOf } from '../certificates/index.ts';
import type { ConfigCheck, ConfigOf } from './load-config.ts';
import type { kafkaSettings, mongoSettings } from './shared-settings.ts';

/** Settings for Kafka that don't go together. */
export const kafkaProblems: ConfigCheck<ConfigOf<typeof kafkaSettings>> = (config) => {
  const { KAFKA_SASL_MECHANISM: mechanism } = config;
  const needed = NEEDED_BY_MECHANISM[mechanism];
  const missing = needed.filter((name) => config[name] === '');
  return [
    ...(missing.length > 0
      ? [`KAFKA_SASL_MECHANISM is ${mechanism}, which needs ${missing.join(' and ')} as well`]
      : []),
    ...tlsProblems('KAFKA_TLS', {
      isOn: config.KAFKA_TLS,
      ca: config.KAFKA_TLS_CA,
      certificate: config.KAFKA_TLS_CERT,
      key: config.KAFKA_TLS_KEY,
    }),
  ];
};

/** Settings for MongoDB that don't go together. */
export const mongoProblems: ConfigCheck<ConfigOf<typeof mongoSettings>> = (config) => {
  const { MONGODB_USERNAME: username, MONGODB_PASSWORD: password, MONGODB_URI: uri } = config;
  const isHalf = (username === '') !== (password === '');
  const isTwice = username !== '' && /^mongodb(?:\+srv)?:\/\/[^/?]*@/.test(uri);
  return [
    ...(isHalf ? ['MONGODB_USERNAME and MONGODB_PASSWORD go together: set both or neither'] : []),
    ...(isTwice ? ['MONGODB_URI names a user, and so does MONGODB_USERNAME: remove one of them'] : []),
    ...tlsProblems('MONGODB_TLS', {
      isOn: config.MONGODB_TLS || /[?&](?:tls|ssl)=true(?:&|$)/.test(uri) || uri.startsWith('mongodb+srv:'),
      ca: config.MONGODB_TLS_CA,
      certificate: config.MONGODB_TLS_CERT,
      key: config.MONGODB_TLS_KEY,
    }),
  ];
};

const USER = ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'] as const;
const NEEDED_BY_MECHANISM = {
  none: [],
  plain: USER,
  'scram-sha-256': USER,
  'scram-sha-512': USER,
  oauthbearer: ['KAFKA_OAUTH_TOKEN_URL', 'KAFKA_OAUTH_CLIENT_ID', 'KAFKA_OAUTH_CLIENT_SECRET'],
} as const;

interface TlsValues {
  readonly isOn: boolean;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

function tlsProblems(name: string, { isOn, ca, certificate, key }: TlsValues): readonly string[] {
  if (!isOn && `${ca}${certificate}${key}` !== '')
    return [`${name} is off, but certificates for it are set: turn it on or remove them`];
  if ((certificate === '') !== (key === ''))
    return [`${name}_CERT and ${name}_KEY go together: set both or neither`];
  if (certificate !== '' && !isKeyOf(key, certificate))
    return [`${name}_KEY is not the key of ${name}_CERT: give the two that were made together`];
  return [];
}
