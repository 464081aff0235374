import { TOKENS } from './test-app.ts';
import type { TestApp } from './test-app.ts';

export interface GraphqlAnswer {
  readonly status: number;
  readonly data: unknown;
  /** Messages alone. */
  readonly errors: readonly string[];
  readonly body: string;
}

interface Question {
  /** The administrator's when absent. */
  readonly token?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks the service in GraphQL by POST. */
export async function askGraphql(
  { app }: TestApp,
  query: string,
  { token = TOKENS.admin, variables, headers }: Question = {},
): Promise<GraphqlAnswer> {
  const { statusCode: status, body } = await app.inject({
    method: 'POST',
    url: '/api/graphql',
    headers: { 'private-token': token, ...headers },
    payload: { query, variables },
  });
  const { data, errors = [] } = JSON.parse(body) as { data: unknown; errors?: { message: string }[] };
  return { status, data, body, errors: errors.map(({ message }) => message) };
}
