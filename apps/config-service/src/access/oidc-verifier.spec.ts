import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { startTestApp } from '../testing/test-app.ts';
import { ScriptedIdentityProvider } from '../testing/scripted-identity-provider.ts';
import { SettableClock } from '../testing/settable-clock.ts';
import { ClaimRulesSchema } from './claim-rules.ts';
import { OidcVerifier } from './oidc-verifier.ts';

const ISSUER = 'https://login.example/realm/';
const DISCOVERY = 'https://login.example/realm/.well-known/openid-configuration';
const KEYS = 'https://login.example/keys';
const CONFIG = {
  ...{ OIDC_ISSUER: ISSUER, OIDC_AUDIENCE: 'patchbay', OIDC_JWKS_URL: '' },
  OIDC_CLAIM_MAP: ClaimRulesSchema.parse([
    { claim: 'groups', value: 'developers', role: 'maintainer', scope: 'group:{team}' },
  ]),
};

const rsa = await generateKeyPair('RS256', { extractable: true });
const elliptic = await generateKeyPair('ES256', { extractable: true });
const edwards = await generateKeyPair('EdDSA', { extractable: true });
const stranger = await generateKeyPair('RS256', { extractable: true });
const SIGNERS = { RS256: rsa, ES256: elliptic, EdDSA: edwards };

async function startVerifier(changes: Partial<typeof CONFIG> = {}) {
  const provider = new ScriptedIdentityProvider();
  const clock = new SettableClock();
  const keys = await Promise.all(
    Object.entries(SIGNERS).map(async ([alg, { publicKey }]) => ({
      ...(await exportJWK(publicKey)),
      ...{ kid: alg, alg },
    })),
  );
  provider.documents.set(DISCOVERY, { issuer: ISSUER, jwks_uri: KEYS });
  provider.documents.set(KEYS, { keys });
  const verifier = new OidcVerifier({ ...CONFIG, ...changes }, provider, clock);
  const seconds = Math.floor(clock.now().getTime() / 1000);
  const CLAIMS = {
    ...{ iss: ISSUER, aud: 'patchbay', sub: 'u-1', exp: seconds + 600 },
    ...{ groups: ['developers'], team: 'Platform' },
  };
  const sign = (claims: Record<string, unknown> = {}, alg: keyof typeof SIGNERS = 'RS256') =>
    new SignJWT({ ...CLAIMS, ...claims }).setProtectedHeader({ alg, kid: alg }).sign(SIGNERS[alg].privateKey);
  return { provider, clock, verifier, seconds, CLAIMS, sign };
}

describe('tokens of an identity provider', () => {
  it.each(['RS256', 'ES256', 'EdDSA'] as const)('let in who is signed for with %s', async (alg) => {
    const { verifier, seconds, sign } = await startVerifier();
    expect(await verifier.verify(await sign({}, alg))).toEqual({
      ...{ name: 'u-1', kind: 'oidc', role: 'maintainer', scope: 'group:platform' },
      expiresAt: new Date((seconds + 600) * 1000),
    });
  });

  it('name a person as the provider prefers to', async () => {
    const { verifier, sign } = await startVerifier();
    expect(await verifier.verify(await sign({ preferred_username: 'ada' }))).toMatchObject({ name: 'ada' });
  });

  it('are refused from another issuer, for another audience, or without a subject or an end', async () => {
    const { verifier, sign } = await startVerifier();
    const wrong = [
      { iss: 'https://elsewhere.example/' },
      { aud: 'another' },
      { aud: [] },
      { sub: undefined },
      { exp: undefined },
    ];
    for (const claims of wrong) {
      await expect(verifier.verify(await sign(claims))).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('are valid from their beginning to their end, give or take half a minute', async () => {
    const { verifier, seconds, sign } = await startVerifier();
    for (const claims of [{ exp: seconds - 29 }, { nbf: seconds + 29 }]) {
      expect(await verifier.verify(await sign(claims))).toMatchObject({ name: 'u-1' });
    }
    for (const claims of [{ exp: seconds - 31 }, { nbf: seconds + 31 }]) {
      await expect(verifier.verify(await sign(claims))).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('are refused without a signature, with one of a stranger, and with the public key as a shared secret', async () => {
    const { verifier, CLAIMS, sign } = await startVerifier();
    const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [header = '', , signature = ''] = (await sign()).split('.');
    const publicKey = Buffer.from(JSON.stringify(await exportJWK(rsa.publicKey)));
    const forged = [
      `${encoded({ alg: 'none' })}.${encoded(CLAIMS)}.`,
      `${header}.${encoded({ ...CLAIMS, team: 'other' })}.${signature}`,
      await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'RS256', kid: 'RS256' }).sign(stranger.privateKey),
      await new SignJWT(CLAIMS)
        .setProtectedHeader({ alg: 'RS256', kid: 'unknown' })
        .sign(stranger.privateKey),
      await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256', kid: 'RS256' }).sign(publicKey),
      'a.b.c',
    ];
    for (const jwt of forged) {
      await expect(verifier.verify(jwt)).rejects.toMatchObject({ code: 'unauthenticated' });
    }
  });

  it('let nobody in whom no rule names', async () => {
    const { verifier, sign } = await startVerifier();
    await expect(verifier.verify(await sign({ groups: ['others'] }))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('are checked with keys that are found through the issuer, or at the address that the operator gives', async () => {
    const discovered = await startVerifier();
    await discovered.verifier.verify(await discovered.sign());
    await discovered.verifier.verify(await discovered.sign());
    expect(discovered.provider.asked).toEqual([DISCOVERY, KEYS]);
    const given = await startVerifier({ OIDC_JWKS_URL: KEYS });
    await given.verifier.verify(await given.sign());
    expect(given.provider.asked).toEqual([KEYS]);
  });

  it.each<[string, string, unknown]>([
    ['its description', DISCOVERY, undefined],
    ['a description of its own', DISCOVERY, { issuer: 'https://elsewhere.example', jwks_uri: KEYS }],
    ['an address of keys', DISCOVERY, { issuer: ISSUER }],
    ['its keys', KEYS, undefined],
    ['readable keys', KEYS, { keys: 'none' }],
  ])('wait until the provider shows %s, without being called wrong', async (_what, url, document) => {
    const { provider, verifier, sign } = await startVerifier();
    const right = provider.documents.get(url);
    if (document === undefined) provider.documents.delete(url);
    else provider.documents.set(url, document);
    await expect(verifier.verify(await sign())).rejects.toMatchObject({
      code: 'identity_provider_unavailable',
    });
    provider.documents.set(url, right);
    expect(await verifier.verify(await sign())).toMatchObject({ name: 'u-1' });
  });

  it('need an audience', () => {
    const config = { ...CONFIG, OIDC_AUDIENCE: '' };
    const start = (): unknown =>
      new OidcVerifier(config, new ScriptedIdentityProvider(), new SettableClock());
    expect(start).toThrow('OIDC_AUDIENCE is missing');
  });

  it('open the API like any other, and say so when the provider is away', async () => {
    const { provider, sign } = await startVerifier();
    const service = await startTestApp({
      ...{ OIDC_ISSUER: ISSUER, OIDC_AUDIENCE: 'patchbay' },
      OIDC_CLAIM_MAP: JSON.stringify(CONFIG.OIDC_CLAIM_MAP),
    });
    const exp = Math.floor(Date.now() / 1000) + 600;
    const jwt = await sign({ exp });
    const ask = (token: string) =>
      service.app.inject({ url: '/api/v4/tokens/self', headers: { authorization: `Bearer ${token}` } });
    const away = await ask(jwt);
    expect([away.statusCode, away.headers['retry-after']]).toEqual([503, '2']);
    for (const [url, document] of provider.documents) service.identityProvider.documents.set(url, document);
    const answer = await ask(jwt);
    expect(JSON.parse(answer.body)).toEqual({
      ...{ name: 'u-1', kind: 'oidc', role: 'maintainer', scope: 'group:platform' },
      expires_at: new Date(exp * 1000).toISOString(),
      permissions: ['read', 'write'],
    });
    expect((await ask(await sign({ exp, groups: [] }))).statusCode).toBe(403);
    expect((await ask(`${jwt}x`)).statusCode).toBe(401);
    await service.app.close();
  });
});
