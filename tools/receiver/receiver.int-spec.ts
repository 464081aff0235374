import { Receiver, idempotencyKey } from './index.ts';

describe('the receiver', () => {
  let receiver: Receiver;
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${receiver.url}${path}`, { method: 'POST', body: '{"a":1}', redirect: 'manual', ...init });

  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(() => receiver.close());

  it('records what came in and counts it by path', async () => {
    await call('/chat?room=1', { headers: { 'idempotency-key': 'k-1' } });
    const [request] = receiver.at('/chat');
    expect(request).toMatchObject({ method: 'POST', path: '/chat', target: '/chat?room=1', answer: 200 });
    expect(request && idempotencyKey(request)).toBe('k-1');
    expect(request?.body.toString()).toBe('{"a":1}');
    expect(receiver.record.countByPath.get('/chat')).toBe(1);
  });

  it('answers as the longest path that fits is told', async () => {
    receiver.on('/', { answers: [404] });
    receiver.on('/jenkins', { answers: [503, 200] });
    expect((await call('/jenkins/project/engine')).status).toBe(503);
    expect((await call('/jenkins/project/engine')).status).toBe(200);
    expect((await call('/jenkins-2')).status).toBe(404);
  });

  it('redirects, waits, resets and hangs on demand', async () => {
    receiver.on('/moved', { answers: [302], headers: { location: '/elsewhere' } });
    receiver.on('/slow', { delayMs: 60 });
    receiver.on('/broken', { answers: ['reset'] });
    receiver.on('/silent', { answers: ['hang'] });
    expect((await call('/moved')).headers.get('location')).toBe('/elsewhere');
    const startedAt = Date.now();
    await call('/slow');
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(59);
    await expect(call('/broken')).rejects.toThrow('fetch failed');
    await expect(call('/silent', { signal: AbortSignal.timeout(100) })).rejects.toThrow('timeout');
  });

  it('sends bodies that drip or never end', async () => {
    receiver.on('/drip', { answers: ['slow_body'] });
    receiver.on('/flood', { answers: ['endless_body'] });
    const drip = await call('/drip');
    await expect(drip.body?.getReader().read()).resolves.toMatchObject({ done: false });
    let bytes = 0;
    for await (const chunk of (await call('/flood')).body ?? []) {
      bytes += (chunk as Uint8Array).length;
      if (bytes > 1_000_000) break;
    }
    expect(bytes).toBeGreaterThan(1_000_000);
  });

  it('says what it received instead when a wait is in vain', async () => {
    await call('/other');
    await expect(receiver.waitFor('a chat message', () => false, 20)).rejects.toThrow(
      'waited 0.02 s for a chat message; received 1 × /other',
    );
  });

  it('only counts when told to keep nothing', async () => {
    const counting = await Receiver.start({ maxRequests: 0 });
    try {
      await fetch(`${counting.url}/a?x=1`, { method: 'POST', body: 'x' });
      await counting.record.waitUntil('the request', () => counting.record.total === 1, 1000);
      expect(counting.record.requests).toHaveLength(0);
      expect(counting.record.countByPath.get('/a')).toBe(1);
    } finally {
      await counting.close();
    }
  });
});
