import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { running } from '../testing/scripted-world.ts';

const SLACK = {
  ...{ slug: 'slack', title: 'Slack notifications', active: true, health: 'healthy' },
  ...{ inherited: true, inherited_from: 'instance' },
};
const SECRET = 'https://hooks.slack.com/services/s3cret';

describe('patchbay integrations', () => {
  it('lists those of a scope', async () => {
    const { asked, lines } = await running(['integrations', 'list', '--project', '7', '--resolved'], {
      answers: [[SLACK]],
    });
    expect(asked).toEqual(['GET /api/v4/projects/7/integrations?page=1&per_page=100&resolved=true']);
    expect(lines).toEqual([
      'SLUG   TITLE                ACTIVE  HEALTH   INHERITED FROM',
      'slack  Slack notifications  true    healthy  instance',
    ]);
  });

  it('lists what there is to integrate without asking anybody', async () => {
    const { asked, lines } = await running(['integrations', 'list', '--available']);
    expect(asked).toEqual([]);
    expect(lines.some((line) => line.startsWith('microsoft-teams '))).toBe(true);
  });

  it('shows one', async () => {
    const { asked, lines } = await running(['integrations', 'get', 'slack'], { answers: [SLACK] });
    expect(asked).toEqual(['GET /api/v4/admin/integrations/slack']);
    expect(lines).toContain('inherited_from: instance');
  });

  it('sets values of the kinds that the fields have', async () => {
    const values = ['push_events=true', 'branches_to_be_notified=all', 'username=12', 'channel=@@team'];
    const { asked, lines } = await running(['integrations', 'set', 'slack', ...values], { answers: [SLACK] });
    const body = '{"push_events":true,"branches_to_be_notified":"all","username":"12","channel":"@team"}';
    expect(asked).toEqual([`PUT /api/v4/admin/integrations/slack ${body}`]);
    expect(lines).toEqual(['slack is active']);
  });

  it('takes a secret from standard input', async () => {
    const { asked } = await running(['integrations', 'set', 'slack', 'webhook=@-'], {
      ...{ answers: [SLACK], input: `${SECRET}\n` },
    });
    expect(asked).toEqual([`PUT /api/v4/admin/integrations/slack {"webhook":"${SECRET}"}`]);
  });

  it('takes a secret from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'patchbay-cli-'));
    await writeFile(join(folder, 'hook'), SECRET);
    const value = `webhook=@${join(folder, 'hook')}`;
    const { asked } = await running(['integrations', 'set', 'slack', value], { answers: [SLACK] });
    await rm(folder, { recursive: true });
    expect(asked).toEqual([`PUT /api/v4/admin/integrations/slack {"webhook":"${SECRET}"}`]);
  });

  it('refuses a secret on the command line, explains, and does not repeat it', async () => {
    const { asked, code, notes } = await running(['integrations', 'set', 'slack', `webhook=${SECRET}`]);
    expect(code).toBe(2);
    expect(asked).toEqual([]);
    expect(notes.join('\n')).toContain('webhook is a secret');
    expect(notes.join('\n')).not.toContain(SECRET);
  });

  it('takes it all the same with --insecure', async () => {
    const args = ['integrations', 'set', 'slack', `webhook=${SECRET}`, '--insecure'];
    expect((await running(args, { answers: [SLACK] })).asked).toHaveLength(1);
  });

  it('switches one off and keeps its settings', async () => {
    const { asked } = await running(['integrations', 'disable', 'slack', '--group', 'acme/rockets'], {
      answers: [{ ...SLACK, active: false }],
    });
    expect(asked).toEqual(['PATCH /api/v4/groups/acme%2Frockets/integrations/slack {"active":false}']);
  });

  it.each([
    [['slack', 's3cret'], 'the argument of 6 characters: write it as NAME=VALUE'],
    [['slak', 'a=b'], 'there is no integration slak'],
    [['slack'], "missing required argument 'values'"],
  ])('set %j says what is wrong', async (args, message) => {
    const { code, notes } = await running(['integrations', 'set', ...args]);
    expect(code).toBe(2);
    expect(notes.join('\n')).toContain(message);
  });
});
