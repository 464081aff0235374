import { running } from '../testing/scripted-world.ts';

const TOKEN = {
  ...{ id: 't1', name: 'ci', kind: 'service', owner: 'Platform', role: 'maintainer', scope: 'group:a' },
  ...{ active: true, expires_at: '2027-01-31T00:00:00.000Z' },
};

describe('patchbay tokens', () => {
  it('makes one and writes nothing but the token to standard output', async () => {
    const args = ['ci', '--owner', 'Platform', '--role', 'maintainer', '--scope', 'group:a'];
    const { asked, lines, notes } = await running(['tokens', 'create', ...args], {
      answers: [{ ...TOKEN, token: 'pbt-1' }],
    });
    expect(asked).toEqual([
      'POST /api/v4/admin/tokens {"name":"ci","kind":"service","owner":"Platform","role":"maintainer","scope":"group:a"}',
    ]);
    expect(lines).toEqual(['pbt-1']);
    expect(notes).toEqual(['t1: maintainer of group:a until 2027-01-31T00:00:00.000Z']);
  });

  it('lists them', async () => {
    const { lines } = await running(['tokens', 'list'], {
      answers: [{ tokens: [TOKEN], next_cursor: null }],
    });
    expect(lines).toEqual([
      'ID  NAME  OWNER     ROLE        SCOPE    ACTIVE  EXPIRES',
      't1  ci    Platform  maintainer  group:a  true    2027-01-31T00:00:00.000Z',
    ]);
  });

  it('revokes one', async () => {
    const { asked, lines } = await running(['tokens', 'revoke', 't1', '--json'], { answers: [''] });
    expect(asked).toEqual(['DELETE /api/v4/admin/tokens/t1']);
    expect(JSON.parse(lines.join('\n'))).toEqual({ revoked: 't1' });
  });

  it('refuses a role that there is not', async () => {
    const { code, notes } = await running(['tokens', 'create', 'ci', '--owner', 'x', '--role', 'king']);
    expect(code).toBe(2);
    expect(notes.join('\n')).toContain('Allowed choices are reader, maintainer, admin');
  });
});
