/** Who did something: the holder of a credential, at an address, in a request. */
export interface Actor {
  /** As the credential names them; for what nobody asked for, this service. */
  readonly name: string;
  /** What kind of credential it was; `system` for none. */
  readonly kind: string;
  /** The remote address, `null` where no request came in. */
  readonly address: string | null;
  /** Also the answer's `X-Request-Id` and in the log lines. */
  readonly requestId: string | null;
}

/** This service on its own. */
export const SYSTEM_ACTOR: Actor = {
  name: 'config-service',
  kind: 'system',
  address: null,
  requestId: null,
};
