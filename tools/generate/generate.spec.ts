import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyDifferences, findDifferences } from './generate.ts';

const FOLDERS = ['docs/events'];
const DOCUMENTS = new Map([
  ['docs/errors.md', 'errors\n'],
  ['docs/events/push.json', '{}\n'],
]);
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'generate-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

describe('generated files', () => {
  it('are stale while they are missing, and up to date once they are written', () => {
    const differences = findDifferences(root, DOCUMENTS, FOLDERS);
    expect(differences).toEqual({ stale: ['docs/errors.md', 'docs/events/push.json'], leftOver: [] });
    applyDifferences(root, DOCUMENTS, differences);
    expect(readFileSync(join(root, 'docs/errors.md'), 'utf8')).toBe('errors\n');
    expect(findDifferences(root, DOCUMENTS, FOLDERS)).toEqual({ stale: [], leftOver: [] });
  });

  it('are stale once somebody has edited them', () => {
    applyDifferences(root, DOCUMENTS, findDifferences(root, DOCUMENTS, FOLDERS));
    writeFileSync(join(root, 'docs/errors.md'), 'edited\n');
    expect(findDifferences(root, DOCUMENTS, FOLDERS).stale).toEqual(['docs/errors.md']);
  });

  it('are removed from a generated folder when nothing generates them any more, and only there', () => {
    mkdirSync(join(root, 'docs/events'), { recursive: true });
    writeFileSync(join(root, 'docs/events/old.json'), '{}\n');
    writeFileSync(join(root, 'docs/architecture.md'), 'by hand\n');
    const differences = findDifferences(root, DOCUMENTS, FOLDERS);
    expect(differences.leftOver).toEqual(['docs/events/old.json']);
    applyDifferences(root, DOCUMENTS, differences);
    expect(existsSync(join(root, 'docs/events/old.json'))).toBe(false);
    expect(existsSync(join(root, 'docs/architecture.md'))).toBe(true);
  });
});
