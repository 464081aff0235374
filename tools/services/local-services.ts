import { join } from 'node:path';
import { defaultDataDir } from '../local-stack/index.ts';
import { Leftovers } from './leftovers.ts';

/** The services that `npm start` runs now, with their addresses; none when it does not run. */
export function localServices(): readonly { readonly name: string; readonly url: string }[] {
  return new Leftovers(join(defaultDataDir, '..', 'demo', 'services.json')).running();
}
