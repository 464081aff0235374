/** Sentences about a user name without a password, and the other way round; for a definition's `problems`. */
export const LOGIN_PROBLEMS = {
  no_password: 'is missing: the username needs one',
  no_username: 'is missing: the password needs one',
} as const;

interface Login {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** A user name and a password go together; for a definition's `validate`. */
export function validateLogin({ username, password }: Login): {
  readonly username?: 'no_username';
  readonly password?: 'no_password';
} {
  if (username !== undefined && password === undefined) return { password: 'no_password' };
  return username === undefined && password !== undefined ? { username: 'no_username' } : {};
}

/** Basic authentication where both are there. */
export function basicAuthOf({ username, password }: Login) {
  return username === undefined || password === undefined ? {} : { basicAuth: { username, password } };
}
