import { SignInCodeStore } from '../sign-in/sign-in-code.store.ts';
import type { SignInCode } from '../sign-in/sign-in-code.store.ts';

/** The codes of unit tests; it passes the same suite as the real store. */
export class InMemorySignInCodeStore extends SignInCodeStore {
  readonly #codes = new Map<string, SignInCode>();

  override keep(code: SignInCode): Promise<void> {
    this.#codes.set(code.hash, code);
    return Promise.resolve();
  }

  override take(hash: string, now: Date): Promise<SignInCode | undefined> {
    const code = this.#codes.get(hash);
    if (code === undefined || code.expiresAt <= now) return Promise.resolve(undefined);
    this.#codes.delete(hash);
    return Promise.resolve(code);
  }
}
