import { changedFiles, filesByCommit } from './changed-files.ts';

const payload = {
  commits: [
    { id: 'a', added: ['one'], modified: ['two'], removed: [] },
    { id: 'b', added: [], modified: ['one'], removed: ['two', 7] },
    { id: 'c', added: 'three' },
    'nonsense',
  ],
};

describe('changed files', () => {
  it('are known by commit', () => {
    expect([...filesByCommit(payload)].map(([id, files]) => [id, files.length])).toEqual([
      ['a', 2],
      ['b', 2],
      ['c', 0],
    ]);
    expect(filesByCommit({}).size).toBe(0);
  });

  it('are named once for a push, with what was done last', () => {
    expect(changedFiles(payload)).toEqual([
      { path: 'one', change: 'changed' },
      { path: 'two', change: 'removed' },
    ]);
  });
});
