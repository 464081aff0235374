import type { Principal } from '../access/principal.ts';

/** What a one-time link stands for. */
export interface SignInCode {
  /** Of the code's text, which only the link has. */
  readonly hash: string;
  /** Who made the link, and whom it lets in. */
  readonly holder: Principal;
  readonly expiresAt: Date;
}

/** Where the codes of one-time links are kept. Every method throws AppError `mongodb_unavailable` when the store doesn't answer. */
export abstract class SignInCodeStore {
  abstract keep(code: SignInCode): Promise<void>;
  /** Takes it out, so that of all who come with it one gets it. `undefined` for one that is not there any more, or over. */
  abstract take(hash: string, now: Date): Promise<SignInCode | undefined>;
}
