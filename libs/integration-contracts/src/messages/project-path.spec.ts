import { decodeNamespaceMove, encodeNamespaceMove, isFullPath } from './namespace-move.ts';
import { decodeProjectPath, encodeProjectPath } from './project-path.ts';
import type { ProjectPath, ProjectPathRecord } from './project-path.ts';

const there: ProjectPath = { id: 7, path: 'Acme/rockets/engine', at: 1000.5, eventId: 'e1' };
const gone: ProjectPath = { ...there, path: undefined };
const bytes = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text));
const decode = ({ key, value, headers }: ProjectPathRecord): ProjectPath =>
  decodeProjectPath({ key: bytes(key), value: bytes(value), headers });

describe('a record of integration.projects', () => {
  it('carries where a project is, under its id', () => {
    const record = encodeProjectPath(there);
    expect(record.key).toBe('7');
    expect(JSON.parse(record.value ?? '')).toEqual({ v: 1, ...there });
    expect(decode(record)).toEqual(there);
  });

  it('is a tombstone for a project that is gone, which says when that was', () => {
    const record = encodeProjectPath(gone);
    expect(record).toMatchObject({ key: '7', value: null });
    expect(decode(record)).toEqual(gone);
  });

  it.each([
    ['is of another version', { value: JSON.stringify({ v: 2, ...there }) }],
    ['is no JSON', { value: '{"v":1' }],
    ['has a path that can’t be one', { value: JSON.stringify({ v: 1, ...there, path: 'acme#1/engine' }) }],
    ['is a tombstone without a time', { value: null, headers: { 'event-id': 'e1' } }],
    ['is a tombstone under no id', { value: null, key: 'seven', headers: { at: '1', 'event-id': 'e1' } }],
  ])('is refused when it %s', (_what, changes) => {
    expect(() => decode({ ...encodeProjectPath(there), ...changes })).toThrow();
  });
});

describe('a record of integration.namespaces', () => {
  const move = { v: 1, id: 'm1', from: 'acme', to: 'globex/acme', at: 1000, eventId: 'e1' } as const;
  const decodeMove = (value: object) => decodeNamespaceMove(Buffer.from(JSON.stringify(value)));

  it('carries the path of a group before and after', () => {
    expect(decodeNamespaceMove(Buffer.from(encodeNamespaceMove(move)))).toEqual(move);
  });

  it.each([{ v: 2 }, { id: '' }, { from: '' }, { to: 'acme#1' }, { at: '1000' }, { eventId: '' }])(
    'is refused with %j',
    (changes) => {
      expect(() => decodeMove({ ...move, ...changes })).toThrow();
    },
  );
});

describe('isFullPath', () => {
  it('takes what GitLab takes, and nothing that is stored under a name of Patchbay’s own', () => {
    expect(['acme', 'a.b-c_d/E/1'].map(isFullPath)).toEqual([true, true]);
    const refused = ['', '/acme', 'acme/', 'a//b', 'a b', 'acme#1', 'a\n', 'ä', 'a'.repeat(1025)];
    expect(refused.filter(isFullPath)).toEqual([]);
  });
});
