/** Errors of TLS by which it shows that the other side is not trusted. */
const UNTRUSTED =
  /self-signed|unable to (?:verify|get) |certificate has expired|altname|not yet valid|wrong version number/i;
const NOT_ALLOWED = /_AUTHORIZATION_FAILED$/;

/**
 * Why the brokers can't be used, in one line for operators: which setting is wrong where that can be told, else what the error
 * says.
 */
export function brokerProblem(error: unknown): string {
  const chain = causesOf(error);
  const messages = chain.map(({ message }) => message);
  if (chain.some(({ name }) => name === 'KafkaJSSASLAuthenticationError'))
    return 'the brokers refuse the credentials: correct KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or the client of KAFKA_OAUTH_TOKEN_URL';
  const refused = messages.find((message) => /SASL .*mechanism is not supported/i.test(message));
  if (refused !== undefined) return `KAFKA_SASL_MECHANISM is not one that the brokers know (${refused})`;
  const untrusted = messages.find((message) => UNTRUSTED.test(message));
  if (untrusted !== undefined)
    return `TLS with the brokers fails (${untrusted}): correct KAFKA_TLS, KAFKA_TLS_CA or KAFKA_TLS_SERVER_NAME`;
  const forbidden = chain.find(({ type }) => type !== undefined && NOT_ALLOWED.test(type));
  if (forbidden !== undefined)
    return `the user of KAFKA_SASL_USERNAME lacks a permission (${forbidden.message}): grant it on the brokers`;
  return messages[0] ?? String(error);
}

interface Cause {
  readonly name: string;
  readonly message: string;
  /** The protocol's name for the error. */
  readonly type: string | undefined;
}

function causesOf(error: unknown): Cause[] {
  const causes: Cause[] = [];
  for (let one = error; one instanceof Error && causes.length < 5; one = one.cause) {
    const type = 'type' in one && typeof one.type === 'string' ? one.type : undefined;
    causes.push({ name: one.name, message: one.message, type });
  }
  return causes;
}
