import { httpUrl } from './http-url.ts';
import { setting } from './setting.ts';

/** How a service authenticates to the brokers, and who it trusts to be one. */
export const kafkaSecuritySettings = {
  KAFKA_TLS: setting.boolean({ doc: 'Whether to connect with TLS.', default: false }),
  KAFKA_TLS_CA: setting.authorities({
    doc: 'Who vouches for the brokers; the authorities that Node trusts when empty.',
  }),
  KAFKA_TLS_CERT: setting.certificateChain({
    doc: 'Certificate that the brokers know this client by, with what leads to its authority behind it.',
  }),
  KAFKA_TLS_KEY: setting.privateKey({ doc: 'Key of KAFKA_TLS_CERT.' }),
  KAFKA_TLS_SERVER_NAME: setting.text({
    doc: 'Name that the brokers’ certificates must have; that of the broker when empty.',
    default: '',
  }),
  KAFKA_SASL_MECHANISM: setting.choice(['none', 'plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'], {
    doc: 'How to authenticate to the brokers.',
    default: 'none',
  }),
  KAFKA_SASL_USERNAME: setting.text({ doc: 'User for PLAIN and SCRAM.', default: '' }),
  KAFKA_SASL_PASSWORD: setting.text({ doc: 'Password for PLAIN and SCRAM.', default: '', secret: true }),
  KAFKA_OAUTH_TOKEN_URL: setting.custom<string>('url', httpUrl, {
    doc: 'Where tokens for OAUTHBEARER are fetched, with the client’s credentials.',
    default: '',
    example: 'https://login.example.com/oauth2/token',
  }),
  KAFKA_OAUTH_CLIENT_ID: setting.text({ doc: 'Client that tokens are fetched for.', default: '' }),
  KAFKA_OAUTH_CLIENT_SECRET: setting.text({ doc: 'Secret of that client.', default: '', secret: true }),
  KAFKA_OAUTH_SCOPE: setting.text({ doc: 'Scope to ask for; none when empty.', default: '' }),
};

/** What a connection string does not say, or should not. */
export const mongoSecuritySettings = {
  MONGODB_USERNAME: setting.text({
    doc: 'User, where MONGODB_URI names none; `authSource` in it says which database knows the user.',
    default: '',
  }),
  MONGODB_PASSWORD: setting.text({ doc: 'Password of that user.', default: '', secret: true }),
  MONGODB_TLS: setting.boolean({
    doc: 'Whether to connect with TLS, as `tls=true` in MONGODB_URI says as well.',
    default: false,
  }),
  MONGODB_TLS_CA: setting.authorities({
    doc: 'Who vouches for MongoDB; the authorities that Node trusts when empty.',
  }),
  MONGODB_TLS_CERT: setting.certificateChain({ doc: 'Certificate that MongoDB knows this client by.' }),
  MONGODB_TLS_KEY: setting.privateKey({ doc: 'Key of MONGODB_TLS_CERT.' }),
};
