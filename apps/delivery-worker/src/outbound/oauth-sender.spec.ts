import type { Exchange, OutgoingRequest } from '@patchbay/service-kit/outbound';
import { anOutgoingRequest, answered, unanswered } from '../testing/an-exchange.ts';
import { OAuthSender } from './oauth-sender.ts';

const CLIENT = { tokenUrl: 'https://login.example.com/token', clientId: 'id', clientSecret: 'hush:hush' };
/** When answers of `answered` come. */
const STARTED_AT = 1_700_000_000_000;

const token = (value: string, rest: object = { token_type: 'Bearer', expires_in: 3600 }): Exchange =>
  answered(200, JSON.stringify({ access_token: value, ...rest }));

/** A worker whose token endpoint and receiver give what they are told to, the last one for ever. */
function sending(tokens: readonly Exchange[], answers: readonly Exchange[] = [answered(200)]) {
  const fetches: OutgoingRequest[] = [];
  const requests: OutgoingRequest[] = [];
  const clock = { now: STARTED_AT };
  const pick = (from: readonly Exchange[], count: number) => from[Math.min(count, from.length) - 1];
  const sender = new OAuthSender(
    (request) => {
      const isFetch = request.url.href === CLIENT.tokenUrl;
      const made = isFetch ? fetches : requests;
      made.push(request);
      const answer = pick(isFetch ? tokens : answers, made.length);
      return answer === undefined ? Promise.reject(new Error('nothing to answer')) : Promise.resolve(answer);
    },
    () => clock.now,
  );
  const send = (client: typeof CLIENT & { scope?: string; audience?: string } = CLIENT) =>
    sender.send(anOutgoingRequest(), client);
  return { send, fetches, requests, clock };
}

const bearers = (requests: readonly OutgoingRequest[]) =>
  requests.map(({ headers }) => headers['authorization']);

describe('OAuthSender', () => {
  it('fetches a token as the client, and sends it along', async () => {
    const { send, fetches, requests } = sending([token('t1')]);
    expect(await send({ ...CLIENT, scope: 'a b', audience: 'https://api.example.com' })).toEqual(
      answered(200),
    );
    expect(fetches).toMatchObject([{ method: 'POST', origin: 'https://login.example.com', verifyTls: true }]);
    expect(fetches[0]?.headers).toEqual({
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from('id:hush%3Ahush').toString('base64')}`,
    });
    expect(fetches[0]?.body).toBe(
      'grant_type=client_credentials&scope=a+b&audience=https%3A%2F%2Fapi.example.com',
    );
    expect(bearers(requests)).toEqual(['Bearer t1']);
  });

  it('keeps a token for all requests, until shortly before it expires', async () => {
    const { send, fetches, requests, clock } = sending([token('t1'), token('t2')]);
    await send();
    clock.now = STARTED_AT + 3_539_000;
    await send();
    clock.now = STARTED_AT + 3_540_000;
    await send();
    expect(bearers(requests)).toEqual(['Bearer t1', 'Bearer t1', 'Bearer t2']);
    expect(fetches).toHaveLength(2);
  });

  it.each([
    [{ expires_in: 10 }, 5_000],
    [{ expires_in: '600' }, 540_000],
    [{}, 240_000],
    [{ expires_in: -1 }, 240_000],
    [{ expires_in: 'soon' }, 240_000],
  ])('uses a token with %j for so long', async (lifetime, usableMs) => {
    const { send, fetches, clock } = sending([token('t1', lifetime)]);
    await send();
    clock.now = STARTED_AT + usableMs - 1;
    await send();
    expect(fetches).toHaveLength(1);
    clock.now += 1;
    await send();
    expect(fetches).toHaveLength(2);
  });

  it('fetches one token for all who ask at the same time, and one for each client', async () => {
    const { send, fetches, requests } = sending([token('t1')]);
    await Promise.all([send(), send(), send(), send({ ...CLIENT, clientSecret: 'other' })]);
    expect(fetches).toHaveLength(2);
    expect(requests).toHaveLength(4);
  });

  it('fetches another one after a 401, once', async () => {
    const { send, requests } = sending(
      [token('t1'), token('t2'), token('t3')],
      [answered(401), answered(200)],
    );
    expect(await send()).toEqual(answered(200));
    expect(bearers(requests)).toEqual(['Bearer t1', 'Bearer t2']);
    await send();
    expect(bearers(requests).at(-1)).toBe('Bearer t2');
  });

  it('leaves it at the second 401', async () => {
    const { send, fetches, requests } = sending([token('t1'), token('t2')], [answered(401)]);
    expect(await send()).toEqual(answered(401));
    expect([fetches.length, requests.length]).toEqual([2, 2]);
  });

  it('replaces a token once when several requests are refused with it', async () => {
    const { send, fetches } = sending(
      [token('t1'), token('t2')],
      [answered(401), answered(401), answered(401), answered(200)],
    );
    const exchanges = await Promise.all([send(), send(), send()]);
    expect(exchanges).toEqual([answered(200), answered(200), answered(200)]);
    expect(fetches).toHaveLength(2);
  });

  it.each([
    [unanswered('timed_out', 'too late'), 'the token endpoint: too late'],
    [answered(503), 'the token endpoint answered 503'],
    [answered(401, '{"error":"invalid_client"}'), 'the token endpoint answered 401 (invalid_client)'],
    [answered(400, '{"error":"hush:hush is wrong"}'), 'the token endpoint answered 400'],
    [answered(302), 'the token endpoint answered 302'],
    [answered(200, 'no JSON'), 'the answer of the token endpoint has no usable access_token'],
    [answered(200, 'null'), 'the answer of the token endpoint has no usable access_token'],
    [token('two\r\nlines'), 'the answer of the token endpoint has no usable access_token'],
    [token(''), 'the answer of the token endpoint has no usable access_token'],
    [token('t', { token_type: 'mac' }), 'the token endpoint gives out tokens that are no bearer tokens'],
  ])('sends nothing without a token, and says why', async (answer, message) => {
    const { send, requests } = sending([answer]);
    expect(await send()).toMatchObject({ answer: undefined, failure: { code: 'oauth_failed', message } });
    expect(requests).toEqual([]);
  });

  it('asks again the next time', async () => {
    const { send, requests } = sending([answered(503), token('t1')]);
    expect(await send()).toMatchObject({ failure: { code: 'oauth_failed' } });
    expect(await send()).toEqual(answered(200));
    expect(bearers(requests)).toEqual(['Bearer t1']);
  });

  it('has no hope for a token URL that must not be called', async () => {
    const { send } = sending([unanswered('egress_refused', 'private')]);
    expect(await send()).toMatchObject({ failure: { code: 'egress_refused' } });
  });
});
