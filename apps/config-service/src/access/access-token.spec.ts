import { AccessTokensSchema } from './access-token.ts';

const one = { name: 'ops', token: 'ops-token-at-least-20', role: 'admin', scope: 'instance' };
const problemsOf = (value: unknown): string[] => {
  const result = AccessTokensSchema.safeParse(value);
  return (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('API_TOKENS', () => {
  it.each(['instance', 'group:platform/Tools.x_y-z', 'project:7'])('takes the scope %s', (scope) => {
    expect(problemsOf([{ ...one, scope }])).toEqual([]);
  });

  it.each(['', 'project:0', 'project:x', 'group:', 'group:/a', 'everything'])(
    'refuses the scope %j',
    (scope) => {
      expect(problemsOf([{ ...one, scope }])).toEqual([
        '0.scope: must be instance, group:<full path> or project:<id>',
      ]);
    },
  );

  it('names what is wrong without repeating the token', () => {
    expect(problemsOf([{ ...one, token: 'short', role: 'owner' }])).toEqual([
      '0.token: must have at least 20 characters',
      '0.role: must be one of admin, maintainer, reader',
    ]);
  });

  it('may be empty, and refuses names used twice and tokens used twice', () => {
    expect(problemsOf([])).toEqual([]);
    expect(problemsOf([one, one])).toEqual([
      ': must not give two tokens the same name',
      ': must not list a token twice',
    ]);
  });
});
