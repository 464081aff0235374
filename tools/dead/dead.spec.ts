import type { Ask } from './dead-api.ts';
import { parseCommand } from './dead-command.ts';
import type { DeadCommand } from './dead-command.ts';
import { runCommand } from './run-command.ts';

const LETTER = {
  ...{ partition: 2, offset: 41, at: '2026-03-01T12:00:00.000Z', reason: 'http_404', detail: null },
  ...{ event_id: 'e1', delivery_id: 'd1', integration_id: 'i1', trigger: 'push' },
};

function commanded(...args: string[]): DeadCommand {
  const command = parseCommand(args, { PATCHBAY_URL: 'http://config:4000/' });
  if (command === 'help') throw new Error('no command');
  return command;
}

async function running(command: DeadCommand, answers: readonly unknown[]) {
  const [asked, lines, left]: [string[], string[], unknown[]] = [[], [], [...answers]];
  const ask: Ask = (method, path, body) => {
    asked.push(`${method} ${path}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`);
    return Promise.resolve(left.shift());
  };
  const say = (line: string): void => void lines.push(line);
  const isDone = await runCommand(command, { ask, say, pause: () => Promise.resolve() });
  return { asked, lines, isDone };
}

describe('npm run dead', () => {
  it('lists letters page by page', async () => {
    const answers = [
      { dead_letters: [LETTER], next_cursor: 'c' },
      { dead_letters: [], next_cursor: null },
    ];
    const { asked, lines, isDone } = await running(commanded('list', '--reason', 'http_404'), answers);
    expect(isDone).toBe(true);
    expect(asked).toEqual([
      'GET /api/v4/admin/dead-letters?reason=http_404&kind=deliveries&limit=20',
      'GET /api/v4/admin/dead-letters?reason=http_404&kind=deliveries&limit=19&cursor=c',
    ]);
    expect(lines).toEqual(['2026-03-01T12:00:00.000Z  2/41  http_404  push to i1  event e1']);
  });

  it('asks an integration for its own', async () => {
    const command = commanded('list', '--integration', 'webhook:audit', '--scope', 'group:a/b', '--json');
    const { asked, lines } = await running(command, [{ dead_letters: [LETTER], next_cursor: null }]);
    expect(asked).toEqual(['GET /api/v4/groups/a%2Fb/integrations/webhook%3Aaudit/dead-letters?limit=20']);
    expect(JSON.parse(lines.join('\n'))).toEqual([LETTER]);
  });

  it('shows a letter', async () => {
    const { asked, lines } = await running(commanded('show', '2/41', '--kind', 'events'), [
      { ...LETTER, headers: { trigger: 'push' } },
    ]);
    expect(asked).toEqual(['GET /api/v4/admin/dead-letters/2/41?kind=events']);
    expect(lines).toContain('headers: {"trigger":"push"}');
  });

  it('follows a replay until every delivery has ended, and fails when one did', async () => {
    const job = { id: 'j1', state: 'waiting', reason: null, sent: 0, delivered: 0, failed: 0 };
    const counts = { pending: 0, skipped: 0 };
    const command = commanded('replay', '--integration', 'slack', '--since', '2026-03-01');
    const { asked, lines, isDone } = await running(command, [
      { ...job, ...counts },
      { ...job, ...counts, state: 'paused', reason: 'breaker_open', sent: 1, pending: 1 },
      { ...job, ...counts, state: 'done', sent: 2, delivered: 1, pending: 1 },
      { ...job, ...counts, state: 'done', sent: 2, delivered: 1, failed: 1 },
    ]);
    expect(asked.slice(0, 2)).toEqual([
      'POST /api/v4/admin/dead-letters/replay {"scope":"instance","integration":"slack","since":"2026-03-01"}',
      'GET /api/v4/admin/integrations/slack/jobs/j1',
    ]);
    expect(lines).toEqual([
      'waiting: 0 sent, 0 delivered, 0 failed, 0 pending, 0 left out',
      'paused (breaker_open): 1 sent, 0 delivered, 0 failed, 1 pending, 0 left out',
      'done: 2 sent, 1 delivered, 0 failed, 1 pending, 0 left out',
      'done: 2 sent, 1 delivered, 1 failed, 0 pending, 0 left out',
    ]);
    expect(isDone).toBe(false);
  });

  it('deletes what is older', async () => {
    const { asked, lines } = await running(commanded('purge', '--until', '2026-03-01'), [{ purged: 3 }]);
    expect(asked).toEqual([
      'POST /api/v4/admin/dead-letters/purge {"kind":"deliveries","before":"2026-03-01"}',
    ]);
    expect(lines).toEqual(['3 are gone']);
  });

  it.each([
    [['bury'], 'name one of list, show, replay, purge'],
    [['list', '2/41'], 'name one of'],
    [['show', '41'], 'show needs PARTITION/OFFSET'],
    [['replay', '--integration', 'slack'], 'replay needs --integration and --since'],
    [['purge'], 'purge needs --until'],
    [['list', '--limit', 'all'], '--limit must be'],
    [['list', '--url', 'config:4000'], 'write it as http://host:port'],
    [['list', '--sort', 'asc'], "Unknown option '--sort'"],
  ])('%j says what is wrong', (args, message) => {
    expect(() => parseCommand(args, {})).toThrow(message);
  });
});
