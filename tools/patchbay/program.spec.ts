import { running } from './testing/scripted-world.ts';

describe('patchbay', () => {
  it('shows its commands when help is asked for, and ends with 0', async () => {
    const { code, lines } = await running(['--help']);
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(/doctor .*\n[^]*topics .*\n/);
  });

  it('ends with 2 for a command that there is not, and names the one that was meant', async () => {
    const { code, notes } = await running(['docter']);
    expect(code).toBe(2);
    expect(notes.join('\n')).toContain('Did you mean doctor?');
  });

  it('ends with 1 and says how to give a token when there is none', async () => {
    const { code, notes } = await running(['keys', 'show'], { environment: {} });
    expect(code).toBe(1);
    expect(notes).toEqual(['no access token: name a file with --token-file, or set PATCHBAY_TOKEN']);
  });

  it('names a token file that can’t be read', async () => {
    const { code, notes } = await running(['keys', 'show', '--token-file', '/nowhere/token']);
    expect(code).toBe(1);
    expect(notes).toEqual(['--token-file /nowhere/token can’t be read']);
  });

  it('names a file to publish that is not there', async () => {
    const { code, notes } = await running(['events', 'publish', '/nowhere/push.json']);
    expect(code).toBe(1);
    expect(notes).toEqual(['/nowhere/push.json: there is no such file']);
  });

  it('refuses to publish what is no event', async () => {
    const { code, notes } = await running(['events', 'publish', '-'], { input: '{"a":' });
    expect(code).toBe(1);
    expect(notes.join('\n')).toContain('- is no event');
  });

  it.each([
    [['events', 'publish'], "missing required argument 'file'"],
    [['events', 'publish', 'a.json', 'b.json'], 'too many arguments'],
    [['events', 'publish', 'a.json', '--header', 'nonsense'], 'Write it as NAME=VALUE'],
    [['audit', '--since', 'yesterday'], 'Write it as 2026-03-01T12:00:00Z'],
    [['topics', 'check', '--topik', 'x'], "unknown option '--topik'"],
  ])('%j says what is wrong, and ends with 2', async (args, message) => {
    const { code, notes } = await running(args);
    expect(code).toBe(2);
    expect(notes.join('\n')).toContain(message);
  });

  it.each([
    [['topics', 'check', '--kafka-brokers', 'nonsense'], 'broker nonsense: write it as host:port'],
    [['audit', '--brokers', '127.0.0.1:1'], 'no Kafka answers at 127.0.0.1:1'],
  ])('%j names the broker', async (args, message) => {
    const { code, notes } = await running(args);
    expect(code).toBe(1);
    expect(notes.join('\n')).toContain(message);
  });

  it.each(['bash', 'zsh', 'fish'])('writes a completion script for %s', async (shell) => {
    const written: string[] = [];
    const { jest } = import.meta;
    const log = jest.spyOn(console, 'log').mockImplementation((text: string) => void written.push(text));
    const { code } = await running(['completion', shell]);
    log.mockRestore();
    expect(code).toBe(0);
    expect(written.join('\n')).toContain('patchbay');
  });
});
