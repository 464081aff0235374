import { mattermostReply, slackReply } from './command-reply.ts';
import { hasToken } from './slash-commands.ts';

describe('a slash command', () => {
  it.each([
    [{ token: 'command-token' }, true],
    [{ token: 'command-tokem' }, false],
    [{ token: 'command-token-and-more' }, false],
    [{ token: '' }, false],
    [{}, false],
  ])('with %j comes from the product: %p', (parameters, isGenuine) => {
    expect(hasToken({ token: 'command-token' }, parameters)).toBe(isGenuine);
  });

  it('never comes from it when there is no token to compare with', () => {
    expect(hasToken({ token: '' }, { token: '' })).toBe(false);
  });

  it('is answered to everyone, or to the one who typed it', () => {
    expect(slackReply({ text: 'Done', isPublic: true })).toEqual({
      response_type: 'in_channel',
      text: 'Done',
    });
    expect(mattermostReply({ text: 'Done', isPublic: false })).toEqual({
      response_type: 'ephemeral',
      text: 'Done',
    });
  });

  it('is answered with text in which nothing acts as markup or calls everyone', () => {
    expect(slackReply({ text: '<!channel> <https://evil.example|x> &', isPublic: true })['text']).toBe(
      '&lt;!channel&gt; &lt;https://evil.example|x&gt; &amp;',
    );
    expect(mattermostReply({ text: '[x](https://evil.example/a_b) @here *', isPublic: true })['text']).toBe(
      '\\[x\\](https://evil.example/a_b) @\u200bhere \\*',
    );
  });

  it('is answered with no more than the product takes', () => {
    const long = 'a'.repeat(50_000);
    expect(slackReply({ text: long, isPublic: true })['text']).toHaveLength(40_000);
    expect(mattermostReply({ text: long, isPublic: true })['text']).toHaveLength(16_383);
  });
});
