import { readFile } from 'node:fs/promises';
import { CATALOGUE } from '@patchbay/integration-catalogue';
import { parseSlug } from '@patchbay/integration-contracts';
import type { Field } from '@patchbay/integration-contracts';
import { CliError, UsageError } from '../cli-error.ts';

export interface GivenValuesOptions {
  readonly slug: string;
  readonly readInput: () => Promise<Buffer>;
  /** Secrets may stand on the command line. */
  readonly isInsecure: boolean;
}

/**
 * The values that `NAME=VALUE` arguments give to an integration: `@FILE` is replaced by what is in the file, `@-` by standard input, and
 * `@@` is an at sign.
 * @throws UsageError for an argument that is none, or for a secret on the command line; CliError for a file that can't be read
 */
export async function givenValues(
  assignments: readonly string[],
  options: GivenValuesOptions,
): Promise<Readonly<Record<string, unknown>>> {
  const fields = fieldsOf(options.slug);
  const values: Record<string, unknown> = {};
  for (const assignment of assignments) {
    const separator = assignment.indexOf('=');
    if (separator < 1) throw new UsageError(`${withoutValue(assignment)}: write it as NAME=VALUE`);
    const name = assignment.slice(0, separator);
    const written = assignment.slice(separator + 1);
    const isElsewhere = written.startsWith('@') && !written.startsWith('@@');
    const isSecret = fields[name]?.isSecret === true;
    if (isSecret && !isElsewhere && written !== '' && !options.isInsecure) throw secretShown(name);
    const text = isElsewhere ? await contentOf(written.slice(1), options) : written.replace(/^@@/, '@');
    values[name] = valueOf(text, fields[name]?.kind);
  }
  return values;
}

function fieldsOf(slug: string): Readonly<Record<string, Field>> {
  const parsed = parseSlug(slug);
  const definition = CATALOGUE.find(({ name }) => name === parsed?.name);
  if (definition === undefined)
    throw new UsageError(
      `there is no integration ${slug}: \`patchbay integrations list --available\` has all`,
    );
  return definition.fields;
}

function secretShown(name: string): UsageError {
  return new UsageError(
    `${name} is a secret, and the shell and the list of processes keep what is typed: write ${name}=@FILE, or ${name}=@- and give it on ` +
      'standard input. --insecure takes it all the same',
  );
}

/** What is no assignment may be a secret that was meant for one. */
function withoutValue(assignment: string): string {
  return `the argument of ${String(assignment.length)} characters`;
}

async function contentOf(file: string, { readInput }: GivenValuesOptions): Promise<string> {
  // The line end that editors and `echo` add belongs to no secret.
  return (await bytesOf(file, readInput)).toString('utf8').replace(/\r?\n$/, '');
}

/** A file, or standard input for `-`. @throws CliError saying why a file can't be read */
export async function bytesOf(file: string, readInput: () => Promise<Buffer>): Promise<Buffer> {
  if (file === '-') return readInput();
  try {
    return await readFile(file);
  } catch (cause) {
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'this is a folder; name one file',
      EACCES: 'no permission to read it',
    };
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    throw new CliError(`${file}: ${reasons[code] ?? String(cause)}`, { cause });
  }
}

/** Numbers, switches and lists as JSON has them; fields of text stay text whatever they look like. */
function valueOf(text: string, kind: Field['kind'] | undefined): unknown {
  const isText = kind !== undefined && !['checkbox', 'number', 'string_list', 'select'].includes(kind);
  if (isText) return text;
  if (kind === 'string_list' && !text.startsWith('[')) return text.split(',').map((part) => part.trim());
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What is no JSON is meant as text; the service says so where it takes none.
    return text;
  }
}
