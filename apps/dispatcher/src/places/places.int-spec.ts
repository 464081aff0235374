import { Logger as NestLogger } from '@nestjs/common';
import { Installation, until } from '../testing/installation.ts';
import { event, push, webhook } from '../testing/messages.ts';

describe('the dispatcher when projects and groups move', () => {
  const installation = new Installation();

  beforeAll(async () => {
    NestLogger.overrideLogger(false);
    await installation.prepare();
    await installation.configure(webhook('of-acme', { scope: 'group:acme' }));
    await installation.start();
  });
  afterAll(() => installation.dispose());

  const at = (path: string): string =>
    push(7, { project: { id: 7, path_with_namespace: path, default_branch: 'main' } });
  const rename = JSON.stringify({
    ...{ event_name: 'group_rename', name: 'Globex', path: 'globex', group_id: 64 },
    ...{ full_path: 'globex', old_path: 'acme', old_full_path: 'acme' },
  });

  it('takes the settings of a renamed group from where they are, and leaves them there', async () => {
    const written = await installation.settingsWritten();
    await installation.publish([event('before', at('acme/engine')), event('rename', rename)]);
    await installation.publish([event('after', at('globex/rockets/engine'))]);
    for (const id of ['before', 'after']) {
      expect(await installation.targetsOf(id, 1)).toEqual(['of-acme']);
    }
    expect(await installation.settingsWritten()).toBe(written);
  });

  it('tells where each project is, once for each place', async () => {
    await installation.publish([
      event('same', at('globex/rockets/engine')),
      event('gone', '{"event_name":"project_destroy","project_id":7,"path_with_namespace":"globex/engine"}'),
    ]);
    await until('three places are told', () => installation.pathsOf(7).length === 3);
    expect(installation.pathsOf(7)).toEqual(['acme/engine', 'globex/rockets/engine', undefined]);
  });

  it('still knows the move after a restart, and gives a new group at the old path nothing of it', async () => {
    await installation.stop();
    await installation.start();
    await installation.configure(webhook('everywhere'));
    await until('the settings have arrived', () => installation.viewSize() === 2);
    await installation.publish([
      event('at the old path', at('acme/engine')),
      event('at the new one', at('globex/engine')),
    ]);
    expect(await installation.targetsOf('at the new one', 2)).toEqual(['everywhere', 'of-acme']);
    expect(await installation.targetsOf('at the old path', 1)).toEqual(['everywhere']);
  });
});
