import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { PublishError } from './publish-error.ts';

/** The bytes of a file, or of standard input for `-`. */
export async function readPayload(file: string): Promise<Buffer> {
  if (file === '-') return buffer(process.stdin);
  try {
    return await readFile(file);
  } catch (error) {
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'this is a folder; name one file',
      EACCES: 'no permission to read it',
    };
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new PublishError(`${file}: ${reasons[code] ?? String(error)}`);
  }
}
