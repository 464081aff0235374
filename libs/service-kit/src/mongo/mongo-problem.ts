const AUTHENTICATION_FAILED = 18;
const UNAUTHORIZED = 13;
const UNTRUSTED =
  /self-signed|unable to (?:verify|get) |certificate has expired|altname|not yet valid|wrong version number/i;

/** Why MongoDB can't be used, in one line for operators: which setting is wrong where that can be told, else what the error says. */
export function mongoProblem(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === AUTHENTICATION_FAILED)
    return 'MongoDB refuses the credentials: correct MONGODB_USERNAME and MONGODB_PASSWORD, or the user, password and authSource in MONGODB_URI';
  if (code === UNAUTHORIZED)
    return `the user of MongoDB lacks a permission (${message}): grant it readWrite on the database of MONGODB_URI`;
  if (UNTRUSTED.test(message))
    return `TLS with MongoDB fails (${message}): correct MONGODB_TLS, MONGODB_TLS_CA or the host in MONGODB_URI`;
  return `${message}: is MONGODB_URI right?`;
}
