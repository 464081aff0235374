import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KINDS, definitionFile } from './templates.ts';
import type { Kind } from './templates.ts';

/** The command was called wrongly; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

/**
 * Writes the file of a new integration.
 * @param sources folder of the catalogue's sources
 * @returns the file's path
 * @throws UsageError for a name that can't be one or is taken, and for a kind that there is not
 */
export function scaffold(sources: string, name: string, kind: string): string {
  if (!NAME.test(name))
    throw new UsageError(`"${name}" is no name: lower case words joined by underscores, carrier_pigeon`);
  const file = join(sources, `${name.replaceAll('_', '-')}.integration.ts`);
  if (existsSync(file)) throw new UsageError(`${name} is there already: ${file}`);
  if (existsSync(join(sources, 'locales/en', `${name}.json`)))
    throw new UsageError(`${name} is taken: shared texts have that name`);
  if (!isKind(kind)) throw new UsageError(`"${kind}" is no kind: ${KINDS.join(', ')}`);
  writeFileSync(file, definitionFile(kind, { name, title: titleOf(name), constant: constantOf(name) }));
  return file;
}

function isKind(kind: string): kind is Kind {
  return KINDS.some((one) => one === kind);
}

/** `carrier_pigeon` → `Carrier Pigeon`. */
function titleOf(name: string): string {
  return name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

function constantOf(name: string): string {
  return name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
}
