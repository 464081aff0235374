import { mongoProblem } from '../mongo/index.ts';
import { brokerProblem } from './broker-problem.ts';

const named = (name: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

describe('what operators are told of brokers that can’t be used', () => {
  it.each<[string, Error, RegExp]>([
    [
      'a wrong password',
      named('KafkaJSSASLAuthenticationError', 'SASL SCRAM SHA512 authentication failed'),
      /refuse the credentials.*KAFKA_SASL_PASSWORD/,
    ],
    [
      'an authority that is not known',
      named('KafkaJSNumberOfRetriesExceeded', 'Connection error', {
        cause: named('KafkaJSConnectionError', 'Connection error: self-signed certificate'),
      }),
      /TLS .*self-signed certificate.*KAFKA_TLS_CA/,
    ],
    [
      'a missing permission',
      named('KafkaJSProtocolError', 'Not authorized to access topics', {
        type: 'TOPIC_AUTHORIZATION_FAILED',
      }),
      /lacks a permission.*topics/,
    ],
    ['anything else', new Error('connect ECONNREFUSED'), /^connect ECONNREFUSED$/],
  ])('names the setting: %s', (_what, error, line) => {
    expect(brokerProblem(error)).toMatch(line);
    expect(brokerProblem(error)).not.toContain('\n');
  });
});

describe('what operators are told of a MongoDB that can’t be used', () => {
  it.each<[string, Error, RegExp]>([
    [
      'a wrong password',
      named('MongoServerError', 'Authentication failed.', { code: 18 }),
      /MONGODB_PASSWORD/,
    ],
    ['a missing permission', named('MongoServerError', 'not authorized', { code: 13 }), /grant it readWrite/],
    ['an unknown authority', new Error('self-signed certificate'), /MONGODB_TLS_CA/],
    ['anything else', new Error('connect ECONNREFUSED'), /is MONGODB_URI right\?$/],
  ])('names the setting: %s', (_what, error, line) => {
    expect(mongoProblem(error)).toMatch(line);
  });
});
