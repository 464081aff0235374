/** What kept an answer from coming; it decides what people can do about it. */
export type ErrorKind =
  'offline' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'invalid' | 'busy' | 'server';

export type FieldErrors = Readonly<Record<string, readonly string[]>>;

interface ErrorBody {
  readonly message?: string;
  readonly error?: string;
  readonly detail?: string;
  readonly errors?: FieldErrors;
}

/** The one error that calls of the API end with. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ErrorKind;
  readonly status: number;
  /** Problems by the name of the field, in the reader's language. */
  readonly fields: FieldErrors;
  readonly requestId: string | null;

  constructor(
    kind: ErrorKind,
    text: string,
    about: Partial<Pick<ApiError, 'status' | 'fields' | 'requestId'>> = {},
  ) {
    super(text);
    this.kind = kind;
    this.status = about.status ?? 0;
    this.fields = about.fields ?? {};
    this.requestId = about.requestId ?? null;
  }

  /** Whether the same call may succeed later without anybody changing it. */
  get isPassing(): boolean {
    return this.kind === 'offline' || this.kind === 'server' || this.kind === 'busy';
  }
}

export function kindOfStatus(status: number): ErrorKind {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not_found';
  if (status === 409 || status === 412) return 'conflict';
  if (status === 429) return 'busy';
  return status >= 500 ? 'server' : 'invalid';
}

/** @param body what came with a refusal; a proxy's may be anything */
export function apiErrorOf(response: Response, body: unknown): ApiError {
  const { message, error, detail, errors } = isErrorBody(body) ? body : {};
  return new ApiError(kindOfStatus(response.status), detail ?? message ?? error ?? response.statusText, {
    status: response.status,
    fields: errors ?? {},
    requestId: response.headers.get('x-request-id'),
  });
}

function isErrorBody(body: unknown): body is ErrorBody {
  return typeof body === 'object' && body !== null;
}
