import type { ConnectionOptions } from 'node:tls';
import kafkajs from 'kafkajs';
import type { Kafka, KafkaConfig, LogEntry, SASLOptions } from 'kafkajs';
import type { ConfigOf, kafkaSecuritySettings, kafkaSettings } from '../config/index.ts';
import type { Logger } from '../logging/index.ts';
import { countClientError } from '../metrics/index.ts';
import { brokerProblem } from './broker-problem.ts';
import { registerCodecs } from './codecs.ts';
import { OAuthTokens } from './oauth-tokens.ts';

type KafkaSettings = Pick<
  ConfigOf<typeof kafkaSettings>,
  'KAFKA_BROKERS' | 'KAFKA_CLIENT_ID' | keyof typeof kafkaSecuritySettings
>;

const { logLevel } = kafkajs;

/**
 * kafkajs calls things errors that it then retries, refusals in answers above all; what matters is reported by whoever
 * waits for it.
 */
function writeTo(logger: Logger, { level, namespace, log }: LogEntry): void {
  const { message, ...rest } = log;
  const fields = { kafka: namespace, error: rest['error'] as unknown, groupId: rest['groupId'] as unknown };
  const isAnswer = message.startsWith('Response ');
  if (level > logLevel.WARN || isAnswer) {
    logger.debug(fields, message);
    return;
  }
  // It tries several times before it gives up, and operators should not have to wait for that to read which setting is wrong.
  logger.warn(fields, brokerProblem(new Error(message)));
  countClientError('kafka', namespace);
}

function saslOf(config: KafkaSettings): SASLOptions | undefined {
  const mechanism = config.KAFKA_SASL_MECHANISM;
  if (mechanism === 'none') return undefined;
  if (mechanism !== 'oauthbearer')
    return { mechanism, username: config.KAFKA_SASL_USERNAME, password: config.KAFKA_SASL_PASSWORD };
  const client = {
    tokenUrl: config.KAFKA_OAUTH_TOKEN_URL,
    clientId: config.KAFKA_OAUTH_CLIENT_ID,
    clientSecret: config.KAFKA_OAUTH_CLIENT_SECRET,
    scope: config.KAFKA_OAUTH_SCOPE,
  };
  const tokens = new OAuthTokens(client, Date.now);
  return { mechanism, oauthBearerProvider: () => tokens.provide() };
}

function tlsOf(config: KafkaSettings): ConnectionOptions | false {
  if (!config.KAFKA_TLS) return false;
  return {
    ...(config.KAFKA_TLS_CA !== '' && { ca: config.KAFKA_TLS_CA }),
    ...(config.KAFKA_TLS_CERT !== '' && { cert: config.KAFKA_TLS_CERT, key: config.KAFKA_TLS_KEY }),
    ...(config.KAFKA_TLS_SERVER_NAME !== '' && { servername: config.KAFKA_TLS_SERVER_NAME }),
  };
}

/** A kafkajs client with every compression codec and with its log in ours. */
export function createKafka(config: KafkaSettings, logger: Logger): Kafka {
  registerCodecs();
  const sasl = saslOf(config);
  const options: KafkaConfig = {
    clientId: config.KAFKA_CLIENT_ID,
    brokers: [...config.KAFKA_BROKERS],
    ssl: tlsOf(config),
    connectionTimeout: 3000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 200, maxRetryTime: 5000, retries: 8 },
    logLevel: logger.isLevelEnabled('debug') ? logLevel.INFO : logLevel.WARN,
    logCreator: () => (entry) => {
      writeTo(logger, entry);
    },
    ...(sasl === undefined ? {} : { sasl }),
  };
  return new kafkajs.Kafka(options);
}
