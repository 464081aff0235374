import { execFileSync } from 'node:child_process';
import { curlCommand } from './curl-command.ts';

const POST = {
  method: 'POST',
  url: 'https://a.example/in?x=1&y=2',
  headers: {},
  body: '',
  encoding: 'utf8',
} as const;

/** What a shell makes of the command: the arguments, a line each. */
const argumentsOf = (command: string): string[] =>
  execFileSync('sh', ['-c', `curl() { for a in "$@"; do printf '%s\\0' "$a"; done; }\n${command}`])
    .toString()
    .split('\0')
    .slice(0, -1);

describe('a request as curl', () => {
  it('reaches curl as it was, whatever is in it', () => {
    const body = `@it's "$HOME" \`id\` $(id) \\ \n{}`;
    const headers = { 'X-Text': "don't; rm -rf /", 'Content-Length': '4' };
    expect(argumentsOf(curlCommand({ ...POST, headers, body }))).toEqual([
      ...['-X', 'POST', POST.url, '-H', "X-Text: don't; rm -rf /", '--data-raw', body],
    ]);
  });

  it('has no body where there was none, and decodes one that is binary', () => {
    expect(argumentsOf(curlCommand(POST))).toEqual(['-X', 'POST', POST.url]);
    expect(curlCommand({ ...POST, body: 'AAE=', encoding: 'base64' })).toMatch(
      /^printf %s 'AAE=' \| base64 -d \| curl/,
    );
  });
});
