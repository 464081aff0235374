import { mail } from '@patchbay/integration-contracts';
import { isMailbox, mailServer, outgoingMail } from './outgoing-mail.ts';

const server = mailServer('smtp://mail.example.com', 'Patchbay <patchbay@example.com>');
const letter = (changes: Partial<Parameters<typeof mail>[0]> = {}) =>
  outgoingMail(
    mail({ to: ['ada@example.com'], subject: 'Pushed', text: 'Two commits.', ...changes }),
    'delivery-1:2',
    server,
  );

describe('an outgoing mail', () => {
  it('is shown in the log like a request', () => {
    const { method, url, origin, headers, body } = letter({ replyTo: 'ben@example.com' });
    expect({ method, url: url.href, origin, headers, body }).toEqual({
      method: 'SMTP',
      url: 'smtp://mail.example.com:587',
      origin: 'smtp://mail.example.com:587',
      headers: {
        'message-id': '<delivery-1.2@patchbay.invalid>',
        'auto-submitted': 'auto-generated',
        from: 'Patchbay <patchbay@example.com>',
        to: 'ada@example.com',
        subject: 'Pushed',
        'reply-to': 'ben@example.com',
      },
      body: 'Two commits.',
    });
  });

  it('has no line break in its head, and no head that a definition could take over', () => {
    const headers = {
      'X-Project': 'a\r\nBcc: eve@example.com',
      'Message-ID': 'mine',
      'Auto-Submitted': 'no',
    };
    const sent = letter({ headers, subject: 'a\r\n\r\nb', from: '"Ada\r\nL." <ada@example.com>' });
    expect(sent.headers).toMatchObject({
      'x-project': 'a Bcc: eve@example.com',
      'message-id': '<delivery-1.2@patchbay.invalid>',
      'auto-submitted': 'auto-generated',
      from: '"Ada L." <ada@example.com>',
      subject: 'a b',
    });
    expect(sent.mail.subject).toBe('a b');
  });

  it.each([
    { to: ['ada@example.com, eve@example.com'] },
    { to: ['ada@example.com\r\nBcc: eve@example.com'] },
    { to: ['ada'] },
    { to: [''] },
    { from: 'team: eve@example.com;' },
    { replyTo: 'ada@example.com\r\nBcc: eve@example.com' },
  ])('goes to nobody that is hidden in an address: %j', (changes) => {
    expect(() => letter(changes)).toThrow('is not one mail address');
  });
});

describe('the mail server', () => {
  it.each([
    [
      'smtp://patchbay:p%40ss@mail.example.com:2525/?proxy=http://user:secret@proxy',
      'smtp://mail.example.com:2525',
    ],
    ['smtps://mail.example.com', 'smtps://mail.example.com:465'],
    ['smtp://[2001:db8::1]', 'smtp://[2001:db8::1]:587'],
  ])('is shown without what opens it: %s', (address, shown) => {
    expect(mailServer(address, 'patchbay@example.com').url.href).toBe(shown);
  });
});

it.each([
  ['patchbay@localhost', true],
  ['Patchbay <patchbay@example.com>', true],
  ['Patchbay', false],
  ['', false],
])('%j is a sender: %s', (text, expected) => {
  expect(isMailbox(text)).toBe(expected);
});
