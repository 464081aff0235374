import { signatureHeaders } from './sign-request.ts';

const moment = { id: 'delivery-1', at: new Date('2015-08-30T12:36:00Z') };
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const aws = { kind: 'aws_sigv4', region: 'us-east-1', service: 'service', ...credentials } as const;

describe('a signed request', () => {
  it('has the signature that GitHub documents for its example', () => {
    const request = {
      method: 'POST',
      url: new URL('https://hooks.example.com/'),
      headers: {},
      body: 'Hello, World!',
    } as const;
    const secret = "It's a Secret to Everybody";
    expect(signatureHeaders(request, { kind: 'hub_sha256', secret }, moment)).toEqual({
      'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    });
  });

  it.each([
    {
      name: 'get-vanilla',
      method: 'GET',
      query: '',
      headers: {},
      body: undefined,
      signed: 'host;x-amz-date',
      signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    },
    {
      name: 'get-vanilla-query-order-key-case',
      method: 'GET',
      query: '?Param2=value2&Param1=value1',
      headers: {},
      body: undefined,
      signed: 'host;x-amz-date',
      signature: 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    },
    {
      name: 'post-x-www-form-urlencoded',
      method: 'POST',
      query: '',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Param1=value1',
      signed: 'content-type;host;x-amz-date',
      signature: 'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    },
  ] as const)('has the signature of AWS’s test suite ($name)', ({ query, signed, signature, ...request }) => {
    const url = new URL(`https://example.amazonaws.com/${query}`);
    expect(signatureHeaders({ ...request, url }, aws, moment)).toEqual({
      ...request.headers,
      'x-amz-date': '20150830T123600Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
        `SignedHeaders=${signed}, Signature=${signature}`,
    });
  });

  it('is the same for text and for its bytes', () => {
    const request = { method: 'POST', url: new URL('https://example.amazonaws.com/'), headers: {} } as const;
    const ofText = signatureHeaders({ ...request, body: 'grüße' }, aws, moment);
    expect(signatureHeaders({ ...request, body: new TextEncoder().encode('grüße') }, aws, moment)).toEqual(
      ofText,
    );
  });

  it('signs the session token along with the rest', () => {
    const request = {
      method: 'POST',
      url: new URL('https://events.eu-central-1.amazonaws.com/'),
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.PutEvents' },
      body: '{}',
    } as const;
    const signed = signatureHeaders(request, { ...aws, sessionToken: 'session-token' }, moment);
    expect(signed['x-amz-security-token']).toBe('session-token');
    expect(signed['authorization']).toMatch(
      /SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target,/,
    );
  });
});
