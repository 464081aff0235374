import type { AdminApi, KeysAnswer } from './admin-api.ts';
import { rotateKeys } from './keys-rotate.ts';
import { USAGE, parseCommand } from './maintenance-command.ts';
import { compareSettings } from './settings-drift.ts';
import { republishSettings } from './settings-republish.ts';

const NONE = { count: 0, ids: [] };
const unexpectedCall = (): Promise<never> => Promise.reject(new Error('nobody should ask for this'));

/** Runs a task against scripted answers, and gives what it said and returned. */
function contextOf(answers: Partial<AdminApi>) {
  const lines: string[] = [];
  let pauses = 0;
  const calls = ['keys', 'rotateKeys', 'publication', 'republish', 'drift'] as const;
  const silent = Object.fromEntries(calls.map((name) => [name, unexpectedCall])) as Record<
    (typeof calls)[number],
    () => Promise<never>
  >;
  return {
    lines,
    pauses: () => pauses,
    context: {
      api: { ...silent, ...answers },
      say: (line: string) => {
        lines.push(line);
      },
      pause: () => {
        pauses += 1;
        return Promise.resolve();
      },
    },
  };
}

function keysAnswer(
  changes: Partial<KeysAnswer> & { readonly left?: number; readonly done?: number },
): KeysAnswer {
  const { left = 0, done = 0, ...others } = changes;
  const isUnused = left === 0 && (others.unpublished ?? 0) === 0;
  return {
    primary_key: 'k2',
    unpublished: 0,
    keys: [
      { id: 'k2', settings: done, primary: true, known: true, unused: false },
      { id: 'k1', settings: left, primary: false, known: true, unused: isUnused },
    ],
    rotation: { running: left > 0, done, total: left + done, failed: 0, failures: [] },
    ...others,
  };
}

describe('npm run keys:rotate', () => {
  it('shows progress until everything is published, and says that the old key is unused', async () => {
    const later = [keysAnswer({ left: 1, done: 2, unpublished: 2 }), keysAnswer({ done: 3, unpublished: 1 })];
    const { lines, pauses, context } = contextOf({
      rotateKeys: () => Promise.resolve(keysAnswer({ left: 3 })),
      keys: () => Promise.resolve(later.shift() ?? keysAnswer({ done: 3 })),
    });
    expect(await rotateKeys(context)).toBe(true);
    expect(lines).toEqual([
      'everything is being sealed with key k2',
      '0 of 3 sealed again, 0 to be published',
      '2 of 3 sealed again, 2 to be published',
      '3 of 3 sealed again, 1 to be published',
      '3 of 3 sealed again, 0 to be published',
      'key k1 is unused: it can be taken out of SEALING_KEYS',
    ]);
    expect(pauses()).toBe(3);
  });

  it('names what could not be opened and the key that is missing for it', async () => {
    const failures = [{ integration_id: 'i1', key: 'k9', code: 'key_unknown' }];
    const lost = { id: 'k9', settings: 1, primary: false, known: false, unused: false };
    const { lines, context } = contextOf({
      rotateKeys: () =>
        Promise.resolve({
          ...keysAnswer({}),
          keys: [...keysAnswer({}).keys, lost],
          rotation: { running: false, done: 0, total: 1, failed: 1, failures },
        }),
    });
    expect(await rotateKeys(context)).toBe(false);
    expect(lines).toContain('integration i1 could not be sealed again: key_unknown, key k9');
    expect(lines).toContain('key k9 is missing in SEALING_KEYS; 1 settings can’t be opened without it');
  });
});

describe('npm run settings:republish', () => {
  it('waits until all are published', async () => {
    const later = [4, 4, 0].map((unpublished) => ({ unpublished, total: 9 }));
    const { lines, context } = contextOf({
      republish: () => Promise.resolve({ unpublished: 9, total: 9 }),
      publication: () => Promise.resolve(later.shift() ?? { unpublished: 0, total: 9 }),
    });
    expect(await republishSettings(context)).toBe(true);
    expect(lines).toEqual(['0 of 9 published', '5 of 9 published', 'all 9 published']);
  });
});

describe('npm run settings:drift', () => {
  it('says so when topic and MongoDB agree', async () => {
    const drift = { in_mongodb: 2, in_topic: 2, missing: NONE, stale: NONE, unexpected: NONE };
    const { lines, context } = contextOf({ drift: () => Promise.resolve(drift) });
    expect(await compareSettings(context)).toBe(true);
    expect(lines).toEqual(['2 settings in MongoDB, 2 in the topic', 'they agree']);
  });

  it('lists what differs, and what to do', async () => {
    const drift = { in_mongodb: 5, in_topic: 2, stale: NONE, unexpected: { count: 1, ids: ['x'] } };
    const missing = { count: 3, ids: ['a', 'b'] };
    const { lines, context } = contextOf({ drift: () => Promise.resolve({ ...drift, missing }) });
    expect(await compareSettings(context)).toBe(false);
    expect(lines.slice(1)).toEqual([
      ...['3 are missing in the topic:', '  a', '  b', '  and 1 more'],
      ...['1 are in the topic and not in MongoDB:', '  x'],
      'put it right with `npm run settings:republish`',
    ]);
  });
});

describe('the command line', () => {
  it('takes the address from the option, else the environment, else that of a local one', () => {
    expect(parseCommand(['keys:rotate', '--url', 'http://a:1/'], {})).toEqual({
      ...{ task: 'keys:rotate', url: 'http://a:1', tokenFile: undefined },
    });
    const environment = { PATCHBAY_URL: 'https://b.example' };
    expect(parseCommand(['settings:drift', '--token-file', 't'], environment)).toEqual({
      ...{ task: 'settings:drift', url: 'https://b.example', tokenFile: 't' },
    });
    expect(parseCommand(['settings:drift'], {})).toMatchObject({ url: 'http://127.0.0.1:4000' });
    expect(parseCommand(['--help'], {})).toBe('help');
  });

  it.each([
    [[]],
    [['keys']],
    [['keys:rotate', 'now']],
    [['keys:rotate', '--force']],
    [['keys:rotate', '--url', 'a:1']],
  ])('refuses %j', (args) => {
    expect(() => parseCommand(args, {})).toThrow(/name one of|--url|--force/);
  });

  it('has help that names every task', () => {
    expect(USAGE).toMatch(/keys:rotate[^]*settings:republish[^]*settings:drift/);
  });
});
