import { TOKENS, startTestApp } from '../testing/test-app.ts';

type Headers = Readonly<Record<string, unknown>>;

async function headersOf(
  urls: readonly string[],
  environment: Record<string, string> = {},
): Promise<Headers[]> {
  const service = await startTestApp(environment);
  const found: Headers[] = [];
  for (const url of urls) {
    const { headers } = await service.app.inject({ url, headers: { 'private-token': TOKENS.admin } });
    found.push(headers);
  }
  await service.app.close();
  return found;
}

describe('the headers of every answer', () => {
  it('let nothing in it run, be framed, be guessed at, be kept or tell where it was', async () => {
    const urls = ['/api/v4/catalogue', '/api/v4/projects/7/integrations/nope', '/nowhere', '/healthz'];
    for (const headers of await headersOf(urls)) {
      expect(headers).toMatchObject({
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      });
      expect(headers).not.toHaveProperty('strict-transport-security');
    }
  });

  it('let the reference load its own scripts and write styles, and nothing more', async () => {
    for (const headers of await headersOf(['/api/docs', '/api/docs/swagger-ui-init.js'])) {
      const policy = String(headers['content-security-policy']).split('; ');
      expect(policy).toEqual([
        ...["default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'"],
        ...["img-src 'self' data:", "connect-src 'self'", "frame-ancestors 'none'"],
        ...["base-uri 'none'", "form-action 'none'"],
      ]);
    }
  });

  it('ask for HTTPS where the operator says that there is nothing else', async () => {
    const [headers] = await headersOf(['/healthz'], { HSTS: 'true' });
    expect(headers?.['strict-transport-security']).toBe('max-age=31536000');
  });
});
