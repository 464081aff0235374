import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { translateProblem } from '@patchbay/integration-catalogue';
import type { Locale } from '@patchbay/integration-catalogue';
import { AppError, toAppError } from '@patchbay/integration-contracts';
import type { ErrorCode, FieldProblems } from '@patchbay/integration-contracts';

const HTTP_CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  413: 'body_too_large',
  415: 'unsupported_media_type',
};

const SELF_EXPLANATORY: ReadonlySet<ErrorCode | undefined> = new Set([
  'body_too_large',
  'unsupported_media_type',
]);

/** Their details hold the ids of an integration and a key, and nothing else. */
const NAMING_KEYS: ReadonlySet<ErrorCode> = new Set(['key_unknown', 'unsealing_failed']);

/** What the web framework refuses on its own (no route, body too large, malformed JSON) in terms of the error table. */
export function errorOf(thrown: unknown): AppError {
  if (!(thrown instanceof HttpException)) return toAppError(thrown);
  const code = HTTP_CODES[thrown.getStatus()];
  const detail = SELF_EXPLANATORY.has(code) ? '' : thrown.message;
  if (code !== undefined) return new AppError(code, detail, { cause: thrown });
  return toAppError(thrown);
}

/**
 * The body of an answer that reports an error, in GitLab's shapes: `{error}` for a request that can't be understood, else
 * `{message}`; `detail` says more, `errors` lists the problems by field, in the caller's language. Of our own failures only the
 * kind is told, unless the operator must be told which key it is about.
 */
export function errorBody(error: AppError, locale: Locale): Readonly<Record<string, unknown>> {
  const { httpStatus, sentence } = error.entry;
  const status = `${httpStatus} ${STATUS_CODES[httpStatus] ?? 'Error'}`;
  const detail = `${sentence} ${error.detail}`.trim();
  if (httpStatus >= 500) return { message: status, detail: NAMING_KEYS.has(error.code) ? detail : sentence };
  if (error.code === 'invalid_request') return { error: error.detail };
  if (error.code === 'invalid_settings')
    return { message: detail, errors: sentencesOf(error.fields, locale) };
  if (error.code === 'integration_not_found') return { message: '404 Integration Not Found', detail };
  return { message: status, detail };
}

function sentencesOf(
  fields: FieldProblems = {},
  locale: Locale,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, problems]) => [
      name,
      problems.map((problem) => translateProblem(locale, problem)),
    ]),
  );
}
