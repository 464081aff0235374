import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { selfSignedCertificate } from '@patchbay/service-kit/testing';
import type { StackSecurity } from '@patchbay/tools/local-stack';

/** Makes certificate, keys and password in a folder of their own, which must not be that of the stack's data. */
export async function prepareSecurity(folder: string): Promise<StackSecurity> {
  await mkdir(folder, { recursive: true });
  const { key, cert } = selfSignedCertificate();
  const write = async (name: string, text: string): Promise<string> => {
    const file = join(folder, name);
    // mongod refuses a key file that others may read.
    await writeFile(file, text, { mode: 0o600 });
    return file;
  };
  return {
    username: 'patchbay',
    readerName: 'reader',
    password: randomBytes(16).toString('hex'),
    certificateFile: await write('certificate.pem', cert),
    serverFile: await write('server.pem', `${key}${cert}`),
    keyFile: await write('members.key', randomBytes(96).toString('base64')),
  };
}
