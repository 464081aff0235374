import { compose, composeProject, isDockerUsable } from './docker-compose.ts';
import { stackPaths } from './paths.ts';
import type { CommandOptions, CommandResult, RunCommand } from './run-command.ts';

const answer = (code: number, stdout = '', stderr = ''): CommandResult => ({ code, stdout, stderr });

const dockerThat =
  (info: CommandResult, plugin: CommandResult): RunCommand =>
  (_, [verb]) =>
    Promise.resolve(verb === 'info' ? info : plugin);

describe('Docker', () => {
  it('is used where an engine answers and Compose is there', async () => {
    expect(await isDockerUsable(dockerThat(answer(0, '28.3.0\n'), answer(0)))).toBe(true);
  });

  it('is not used where only the client is installed', async () => {
    expect(await isDockerUsable(dockerThat(answer(1, '\n', 'cannot connect'), answer(0)))).toBe(false);
    // Some clients print an empty version and still exit with 0.
    expect(await isDockerUsable(dockerThat(answer(0, '\n'), answer(0)))).toBe(false);
  });

  it('is not used without Compose', async () => {
    expect(await isDockerUsable(dockerThat(answer(0, '28.3.0'), answer(1)))).toBe(false);
  });
});

describe('a Compose project', () => {
  it('is the same for a data folder each time, another for another, and a name that Compose takes', () => {
    const name = composeProject(stackPaths('/data/One Stack'));
    expect(name).toBe(composeProject(stackPaths('/data/One Stack')));
    expect(name).not.toBe(composeProject(stackPaths('/elsewhere/One Stack')));
    expect(name).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
  });

  it('is given its ports through the environment', async () => {
    const calls: [string[], CommandOptions | undefined][] = [];
    const run: RunCommand = (_, args, options) => {
      calls.push([args, options]);
      return Promise.resolve(answer(0));
    };
    await compose({ project: 'p', ports: { kafka: 20_001 }, run }, ['up', '-d']);
    const [args, options] = calls[0] ?? [];
    expect(args).toEqual(['compose', '-p', 'p', '-f', expect.stringMatching(/compose\.yaml$/), 'up', '-d']);
    expect(options?.env).toEqual({ PATCHBAY_KAFKA_PORT: '20001' });
  });

  it('that does not start says what Compose said', async () => {
    const run: RunCommand = () => Promise.resolve(answer(1, '', 'no such image'));
    await expect(compose({ project: 'p', ports: {}, run }, ['up'])).rejects.toThrow(
      '`docker compose up` failed:\nno such image',
    );
  });
});
