import { randomBytes, randomUUID } from 'node:crypto';
import { KeyRing } from '@patchbay/service-kit/sealing';
import { openCursor, sealCursor } from './sealed-cursor.ts';

const keys = KeyRing.parse(`k1:${randomBytes(32).toString('base64')}`);

describe('a sealed cursor', () => {
  const id = randomUUID();
  const cursor = sealCursor(keys, id, 'one list');

  it('leads back to its place, and does not tell it', () => {
    expect(openCursor(keys, cursor, 'one list')).toBe(id);
    expect(Buffer.from(cursor, 'base64url').toString()).not.toContain(id);
  });

  it.each([
    ['of another list', cursor, 'another list'],
    ['that nobody sealed', id, 'one list'],
    ['that is no text of ours', Buffer.from('[1,null]').toString('base64url'), 'one list'],
    ['that is null', Buffer.from('null').toString('base64url'), 'one list'],
    ['that is empty', '', 'one list'],
  ])('is refused %s', (_what, text, list) => {
    expect(() => openCursor(keys, text, list)).toThrow('cursor is not one that this API gave');
  });
});
