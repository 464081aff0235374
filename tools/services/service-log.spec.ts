import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServiceLog } from './service-log.ts';
import type { LogLine } from './service-log.ts';

describe('the log of a service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-log-'));
  const file = join(folder, 'logs', 'worker.log');
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is written as it comes, keeps its end, and tells of warnings and worse', async () => {
    const told: LogLine[] = [];
    const log = new ServiceLog(file, (line) => told.push(line));
    const lines = [
      { level: 'info', msg: 'listens' },
      { level: 'warn', msg: 'MongoDB is “away”' },
      { level: 'error', msg: 'failed', code: 7 },
    ].map((line) => `${JSON.stringify(line)}\n`);
    const bytes = Buffer.from(`${lines.join('')}Node.js crashed\nhalf a li`);
    // Cut where it hurts: in the middle of a line, and of a character.
    for (let at = 0; at < bytes.length; at += 7) log.write(bytes.subarray(at, at + 7));
    expect(told.map(({ level, msg }) => `${level}: ${msg}`)).toEqual([
      'warn: MongoDB is “away”',
      'error: failed',
      'error: Node.js crashed',
    ]);
    expect(log.lastLines).toHaveLength(5);
    expect(log.lastLines.at(-1)).toBe('half a li');
    await log.close();
    expect(readFileSync(file)).toEqual(bytes);
  });

  it('keeps only the end of a long log', async () => {
    const log = new ServiceLog(file);
    log.write(Buffer.from(Array.from({ length: 50 }, (_, number) => `line ${String(number)}\n`).join('')));
    expect(log.lastLines[0]).toBe('line 26');
    expect(log.lastLines.at(-1)).toBe('line 49');
    await log.close();
  });
});
