import { signatureHeaders } from './sign-request.ts';

const at = new Date('2015-08-30T12:36:00Z');
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
    expect(signatureHeaders(request, { kind: 'hub_sha256', secret }, at)).toEqual({
      'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    });
  });

  it('has the signature of AWS’s test suite (get-vanilla)', () => {
    const request = {
      method: 'GET',
      url: new URL('https://example.amazonaws.com/'),
      headers: {},
      body: undefined,
    } as const;
    expect(signatureHeaders(request, aws, at)).toEqual({
      'x-amz-date': '20150830T123600Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
        'SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    });
  });

  it('signs the session token along with the rest', () => {
    const request = {
      method: 'POST',
      url: new URL('https://events.eu-central-1.amazonaws.com/'),
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSEvents.PutEvents' },
      body: '{}',
    } as const;
    const signed = signatureHeaders(request, { ...aws, sessionToken: 'session-token' }, at);
    expect(signed['x-amz-security-token']).toBe('session-token');
    expect(signed['authorization']).toMatch(
      /SignedHeaders=content-length;content-type;host;x-amz-date;x-amz-security-token;x-amz-target,/,
    );
  });
});
