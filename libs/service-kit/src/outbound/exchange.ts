import type {
  ClientCertificate,
  ErrorCode,
  LinesSpec,
  MailSpec,
  OAuthClient,
  RequestSpec,
  TransferTimings,
} from '@patchbay/integration-contracts';

export type HeaderValues = Readonly<Record<string, string | string[] | undefined>>;

/** What the log shows of whatever goes out. */
interface Outgoing {
  /** An HTTP method, or what carries the text. */
  readonly method: string;
  readonly url: URL;
  /** Scheme, host and port: what breakers and limits go by. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  /** Stands for the URL where people see it. */
  readonly shownUrl?: string | undefined;
  /** Names, in lower case, of headers whose values nobody sees. */
  readonly secretHeaders?: ReadonlySet<string> | undefined;
}

/** An HTTP request as it goes out, every header in place. */
export interface OutgoingRequest extends Outgoing {
  readonly method: RequestSpec['method'];
  readonly verifyTls: boolean;
  /** A token is fetched with these, and sent with the request, when it goes out. */
  readonly oauth?: OAuthClient | undefined;
  readonly clientCertificate?: ClientCertificate | undefined;
}

/** A mail for the operator's mail server. */
export interface OutgoingMail extends Outgoing {
  readonly method: 'SMTP';
  readonly mail: MailSpec;
}

/** Lines for a TCP service. */
export interface OutgoingLines extends Outgoing {
  readonly method: 'TCP';
  readonly lines: LinesSpec;
}

export type OutgoingCall = OutgoingRequest | OutgoingMail | OutgoingLines;

export function isHttp(call: OutgoingCall): call is OutgoingRequest {
  return call.method !== 'SMTP' && call.method !== 'TCP';
}

export interface Answer {
  readonly status: number;
  readonly headers: HeaderValues;
  readonly body: Buffer;
  /** The answer was longer than what is read of one. */
  readonly isCut: boolean;
}

/** How a call went over the wire, as far as that was measured. */
export interface Transfer {
  readonly timings: TransferTimings;
  /** Absent where no request went out. */
  readonly isConnectionReused?: boolean | undefined;
  /** The address that was dialled. */
  readonly remoteAddress?: string | undefined;
}

/** What became of a call: an answer, or why there is none. */
export interface Exchange {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly transfer?: Transfer | undefined;
  readonly answer: Answer | undefined;
  readonly failure: { readonly code: ErrorCode; readonly message: string } | undefined;
}
