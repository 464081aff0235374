import { TOKENS, startTestApp } from '../testing/test-app.ts';
import type { TestApp } from '../testing/test-app.ts';

describe('the limit of requests', () => {
  let service: TestApp;

  beforeEach(async () => {
    service = await startTestApp({ RATE_LIMIT: '3', RATE_LIMIT_WINDOW: '1h' });
  });
  afterEach(() => service.app.close());

  const get = (token?: string, url = '/api/v4/tokens/self') =>
    service.app.inject({ url, headers: token === undefined ? {} : { 'private-token': token } });
  const statuses = async (
    count: number,
    token?: (index: number) => string,
    url?: string,
  ): Promise<number[]> => {
    const found: number[] = [];
    for (let index = 0; index < count; index += 1) {
      found.push((await get(token?.(index), url)).statusCode);
    }
    return found;
  };

  it('holds for each token by itself, and says when to go on', async () => {
    // The first request is counted for the address, because the token is not known yet.
    for (const token of [TOKENS.team, TOKENS.project]) {
      expect(await statuses(5, () => token)).toEqual([200, 200, 200, 200, 429]);
    }
    const refused = await get(TOKENS.team);
    expect(refused.headers).toMatchObject({
      'retry-after': expect.stringMatching(/^\d+$/) as unknown,
      'ratelimit-limit': '3',
      'ratelimit-remaining': '0',
      'ratelimit-reset': expect.stringMatching(/^\d+$/) as unknown,
    });
    expect(JSON.parse(refused.body)).toMatchObject({
      message: '429 Too Many Requests',
      detail: expect.stringContaining('At most 3 are accepted') as unknown,
    });
    expect(refused.body).not.toContain(TOKENS.team);
  });

  it('holds for an address, whatever tokens are made up there', async () => {
    expect(await statuses(4, (index) => `made-up-token-${index}`)).toEqual([401, 401, 401, 429]);
    expect(await statuses(1)).toEqual([429]);
  });

  it('leaves a token alone that is known, whatever happens at its address', async () => {
    await get(TOKENS.team);
    expect(await statuses(3)).toEqual([401, 401, 429]);
    expect(await statuses(1, () => TOKENS.team)).toEqual([200]);
  });

  it('does not hold for probes and metrics', async () => {
    for (const url of ['/healthz', '/metrics']) {
      expect(await statuses(5, undefined, url)).toEqual([200, 200, 200, 200, 200]);
    }
  });
});

it('sets no limit with 0', async () => {
  const service = await startTestApp({ RATE_LIMIT: '0' });
  const { headers } = await service.app.inject({ url: '/api/v4/tokens/self' });
  expect(headers).not.toHaveProperty('ratelimit-limit');
  await service.app.close();
});
