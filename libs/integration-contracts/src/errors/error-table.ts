/** Who must act on an error. */
export type ErrorKind = 'user' | 'remote' | 'transient' | 'policy' | 'infra' | 'defect';

export interface ErrorEntry {
  readonly kind: ErrorKind;
  /** What a delivery does about it: never again, later on a retry topic, or not acknowledged at all. */
  readonly retry: 'never' | 'later' | 'nack';
  /** Status of an API answer that reports it. */
  readonly httpStatus: number;
  /** What a person is shown. */
  readonly sentence: string;
}

/** Every error that Patchbay raises on purpose. HTTP filter, Kafka adapter, breaker and retry plan all ask this table. */
export const ERRORS = {
  invalid_settings: {
    kind: 'user',
    retry: 'never',
    httpStatus: 400,
    sentence: 'The settings are not valid.',
  },
  invalid_request: { kind: 'user', retry: 'never', httpStatus: 400, sentence: 'The request is not valid.' },
  unauthenticated: {
    kind: 'user',
    retry: 'never',
    httpStatus: 401,
    sentence: 'A valid access token is needed.',
  },
  forbidden: {
    kind: 'user',
    retry: 'never',
    httpStatus: 403,
    sentence: 'The access token does not allow this.',
  },
  integration_not_found: {
    kind: 'user',
    retry: 'never',
    httpStatus: 404,
    sentence: 'There is no such integration here.',
  },
  not_found: { kind: 'user', retry: 'never', httpStatus: 404, sentence: 'There is nothing at this address.' },
  level_not_available: {
    kind: 'user',
    retry: 'never',
    httpStatus: 400,
    sentence: 'The integration is not available on this level.',
  },
  integration_not_available: {
    kind: 'user',
    retry: 'never',
    httpStatus: 400,
    sentence: 'The integration is not offered here.',
  },
  conflict: {
    kind: 'user',
    retry: 'never',
    httpStatus: 409,
    sentence: 'Somebody else changed this in the meantime; read it again.',
  },
  precondition_failed: {
    kind: 'user',
    retry: 'never',
    httpStatus: 412,
    sentence: 'It was modified in the meantime.',
  },
  too_many_tests: {
    kind: 'user',
    retry: 'never',
    httpStatus: 429,
    sentence: 'These settings were tested too often; wait a moment.',
  },
  url_changed: {
    kind: 'user',
    retry: 'never',
    httpStatus: 409,
    sentence: 'The settings send it elsewhere now; force it if that is meant so.',
  },
  event_gone: {
    kind: 'user',
    retry: 'never',
    httpStatus: 410,
    sentence: 'Kafka does not keep the event any more.',
  },
  no_worker: {
    kind: 'transient',
    retry: 'later',
    httpStatus: 503,
    sentence: 'No delivery worker has taken it yet.',
  },
  body_too_large: {
    kind: 'user',
    retry: 'never',
    httpStatus: 413,
    sentence: 'The body of the request is larger than accepted.',
  },
  unsupported_media_type: {
    kind: 'user',
    retry: 'never',
    httpStatus: 415,
    sentence: 'Send the body as application/json or application/x-www-form-urlencoded.',
  },
  rate_limited: {
    kind: 'user',
    retry: 'never',
    httpStatus: 429,
    sentence: 'There were too many requests.',
  },
  connection_failed: {
    kind: 'remote',
    retry: 'later',
    httpStatus: 502,
    sentence: 'The endpoint could not be reached.',
  },
  dns_failed: {
    kind: 'remote',
    retry: 'later',
    httpStatus: 502,
    sentence: 'The endpoint’s name could not be resolved.',
  },
  tls_failed: {
    kind: 'remote',
    retry: 'later',
    httpStatus: 502,
    sentence: 'The TLS connection to the endpoint failed.',
  },
  timed_out: {
    kind: 'remote',
    retry: 'later',
    httpStatus: 504,
    sentence: 'The endpoint did not answer in time.',
  },
  retryable_status: {
    kind: 'remote',
    retry: 'later',
    httpStatus: 502,
    sentence: 'The endpoint answered that it can’t take it now.',
  },
  refused_status: {
    kind: 'remote',
    retry: 'never',
    httpStatus: 502,
    sentence: 'The endpoint refused the request.',
  },
  refused_by_body: {
    kind: 'remote',
    retry: 'never',
    httpStatus: 502,
    sentence: 'The endpoint’s answer says that it did not take it.',
  },
  gone: {
    kind: 'remote',
    retry: 'never',
    httpStatus: 502,
    sentence: 'The endpoint answered that it is gone for good.',
  },
  breaker_open: {
    kind: 'transient',
    retry: 'later',
    httpStatus: 503,
    sentence: 'The endpoint fails too often; calls to it are held back for now.',
  },
  no_slot: {
    kind: 'transient',
    retry: 'later',
    httpStatus: 503,
    sentence: 'Too many calls to this endpoint are under way.',
  },
  integration_paused: {
    kind: 'transient',
    retry: 'later',
    httpStatus: 503,
    sentence: 'The integration failed several times in a row and is paused; it is tried again by itself.',
  },
  integration_off: {
    kind: 'transient',
    retry: 'later',
    httpStatus: 503,
    sentence: 'The integration failed too often and is switched off until a person acts.',
  },
  mail_deferred: {
    kind: 'remote',
    retry: 'later',
    httpStatus: 502,
    sentence: 'The mail server can’t take the mail now.',
  },
  mail_refused: {
    kind: 'remote',
    retry: 'never',
    httpStatus: 502,
    sentence: 'The mail server refused the mail.',
  },
  mail_not_configured: {
    kind: 'infra',
    retry: 'never',
    httpStatus: 501,
    sentence: 'The operator has set up no mail server.',
  },
  egress_refused: {
    kind: 'policy',
    retry: 'never',
    httpStatus: 400,
    sentence:
      'The address is not allowed: it is private, local or reserved, and the operator’s allow-list does not name it.',
  },
  oauth_failed: {
    kind: 'remote',
    retry: 'later',
    httpStatus: 502,
    sentence: 'The access token could not be fetched.',
  },
  template_failed: {
    kind: 'user',
    retry: 'never',
    httpStatus: 400,
    sentence: 'The payload template makes no valid JSON of this event.',
  },
  attempts_exhausted: { kind: 'remote', retry: 'never', httpStatus: 502, sentence: 'All attempts failed.' },
  definition_failed: {
    kind: 'defect',
    retry: 'never',
    httpStatus: 500,
    sentence: 'The integration could not build its request.',
  },
  integration_unknown: {
    kind: 'infra',
    retry: 'later',
    httpStatus: 500,
    sentence: 'This version knows no integration of that name.',
  },
  integration_missing: {
    kind: 'user',
    retry: 'never',
    httpStatus: 404,
    sentence: 'The integration was deleted after the event was dispatched.',
  },
  integration_inactive: {
    kind: 'user',
    retry: 'never',
    httpStatus: 409,
    sentence: 'The integration was turned off after the event was dispatched.',
  },
  unreadable_record: {
    kind: 'defect',
    retry: 'never',
    httpStatus: 500,
    sentence: 'The record could not be read.',
  },
  key_unknown: {
    kind: 'infra',
    retry: 'later',
    httpStatus: 500,
    sentence: 'The settings were sealed with a key that is not in the key ring.',
  },
  unsealing_failed: {
    kind: 'infra',
    retry: 'later',
    httpStatus: 500,
    sentence: 'The settings could not be opened with their key.',
  },
  topic_missing: { kind: 'infra', retry: 'nack', httpStatus: 503, sentence: 'A Kafka topic is missing.' },
  kafka_unavailable: { kind: 'infra', retry: 'nack', httpStatus: 503, sentence: 'Kafka can’t be reached.' },
  mongodb_unavailable: {
    kind: 'infra',
    retry: 'nack',
    httpStatus: 503,
    sentence: 'MongoDB can’t be reached.',
  },
  identity_provider_unavailable: {
    kind: 'infra',
    retry: 'nack',
    httpStatus: 503,
    sentence: 'The identity provider can’t be reached.',
  },
  unexpected: {
    kind: 'defect',
    retry: 'nack',
    httpStatus: 500,
    sentence: 'Something went wrong on our side.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

export function errorEntry(code: ErrorCode): ErrorEntry {
  return ERRORS[code];
}
