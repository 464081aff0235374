import { isMailAddress, mailAddresses } from './recipients.ts';

describe('recipients of mails', () => {
  it('are separated by blanks, commas and line ends, and count once', () => {
    expect(mailAddresses('ada@example.com, ben@example.com\nops@example.com  Ada@Example.com')).toEqual([
      'ada@example.com',
      'ben@example.com',
      'ops@example.com',
    ]);
  });

  it.each(['ada', '@example.com', 'ada@', 'ada@b@c', 'Ada<ada@example.com>', 'ada@example.com\r\nBcc:x', ''])(
    'do not include %j',
    (text) => {
      expect(isMailAddress(text)).toBe(false);
    },
  );
});
