import { get as getPlain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { text } from 'node:stream/consumers';

/** Where the identity provider's documents come from. */
export abstract class IdentityProvider {
  /**
   * The JSON at an address.
   * @throws Error when there is none, or no answer in time
   */
  abstract get(url: string): Promise<unknown>;
}

const TIMEOUT_MS = 5000;

/** Over HTTP, without following redirects: the operator names the address, and it is trusted with who may do what. */
export class HttpIdentityProvider extends IdentityProvider {
  override async get(url: string): Promise<unknown> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const get = url.startsWith('https:') ? getSecure : getPlain;
      get(url, { signal, headers: { accept: 'application/json' } }, resolve).on('error', reject);
    });
    if (answer.statusCode !== 200) {
      answer.destroy();
      throw new Error(`${url} answered ${answer.statusCode ?? 'nothing'}`);
    }
    return JSON.parse(await text(answer)) as unknown;
  }
}
