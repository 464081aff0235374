import { toAppError } from '@patchbay/integration-contracts';
import type { Logger } from '@patchbay/service-kit/logging';
import { GraphQLError } from 'graphql';

/**
 * What callers are told of an error: of what is not theirs, only the kind. That a query is malformed or does not fit the
 * schema is told as it is.
 */
export function shownError(thrown: unknown, logger: Logger): GraphQLError {
  const cause = causeOf(thrown);
  if (cause instanceof GraphQLError) return cause;
  const error = toAppError(cause);
  const { kind, sentence } = error.entry;
  const fields = { code: error.code, detail: error.detail };
  if (kind === 'defect') logger.error({ ...fields, err: cause }, 'query failed');
  else if (kind === 'user') logger.debug(fields, 'query refused');
  else logger.warn(fields, 'query failed');
  const { nodes = null, path = null } = thrown instanceof GraphQLError ? thrown : {};
  const message = kind === 'user' ? `${sentence} ${error.detail}`.trim() : sentence;
  return new GraphQLError(message, { nodes, path, extensions: { code: error.code } });
}

/** The library wraps what a resolver throws, to say where in the query that was. */
function causeOf(thrown: unknown): unknown {
  return thrown instanceof GraphQLError && thrown.originalError !== undefined
    ? causeOf(thrown.originalError)
    : thrown;
}
