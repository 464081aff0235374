import { ircRecipients } from './irc-recipients.ts';

const SERVER = 'ircs://:key@irc.example.net:6697/';

describe('recipients on IRC', () => {
  it.each([
    ['irc://irc.example.org/rockets', ['irc://irc.example.org/rockets']],
    ['irc://irc.example.org/#rockets', ['irc://irc.example.org/#rockets']],
    ['#engine', ['ircs://:key@irc.example.net:6697/#engine']],
    [
      'engine ada,isnick',
      ['ircs://:key@irc.example.net:6697/engine', 'ircs://:key@irc.example.net:6697/ada,isnick'],
    ],
    ['engine\nengine', ['ircs://:key@irc.example.net:6697/engine']],
    ['https://example.com/x irc://irc.example.org', []],
    ['  ', []],
  ])('are read from %j', (list, addresses) => {
    expect(ircRecipients(list, SERVER)).toEqual(addresses);
  });

  it('need a server when they are names alone', () => {
    expect(ircRecipients('#engine irc://irc.example.org/rockets', undefined)).toEqual([
      'irc://irc.example.org/rockets',
    ]);
    expect(ircRecipients('#engine', 'https://example.com/')).toEqual([]);
  });
});
