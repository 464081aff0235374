import { IdentityProvider } from '../access/identity-provider.ts';

/** Serves the documents that it is given, by address. */
export class ScriptedIdentityProvider extends IdentityProvider {
  readonly documents = new Map<string, unknown>();
  /** The addresses that were asked for. */
  readonly asked: string[] = [];

  override get(url: string): Promise<unknown> {
    this.asked.push(url);
    return this.documents.has(url)
      ? Promise.resolve(this.documents.get(url))
      : Promise.reject(new Error(`Nobody answers at ${url}`));
  }
}
