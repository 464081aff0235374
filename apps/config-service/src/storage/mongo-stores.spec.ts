import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mongoStores } from './mongo-stores.ts';

const SOURCES = join(import.meta.dirname, '..');

it('lists every class that asks for indexes, or the migration would not make them', () => {
  const asking = globSync('**/mongo-*.ts', { cwd: SOURCES })
    .map((path) => readFileSync(join(SOURCES, path), 'utf8'))
    .filter((text) => text.includes('storage.prepare('))
    .map((text) => /^export class (\w+)/m.exec(text)?.[1]);
  const listed = mongoStores.flatMap((provider) =>
    'useClass' in provider ? [(provider.useClass as { readonly name: string }).name] : [],
  );
  expect(asking.length).toBeGreaterThan(5);
  expect(asking.filter((name) => !listed.includes(name ?? ''))).toEqual([]);
});
