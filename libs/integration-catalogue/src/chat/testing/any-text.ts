import fc from 'fast-check';

const ATTACKS = [
  ...['[click](https://evil.example/)', '![x](https://evil.example/)', '<https://evil.example|ok>'],
  ...['<a href="https://evil.example/">x</a>', '<users/all>', '<at>Ada</at>', '](', '[', ']', '(', ')'],
  ...['<@all>', '<!channel>', '<!here|here>', '@here', '@everyone', ' @ada', '@channel', '<@U123>'],
  ...['@**all**', '@_**Ada**', '@*crew*', '/poll ', '/me ', '"', "'", '</strong>', '{actor}', '{'],
  ...[
    '*',
    '**',
    '_',
    '__',
    '~',
    '~~',
    '~~~',
    '`',
    '```',
    '|',
    '||',
    '\\',
    '\\\\',
    '!',
    '&',
    '&lt;',
    '<',
    '>',
  ],
  ...['\n# ', '\n- ', '\n1. ', '\n> ', '\n===\n', '\n    code', '\n\t', ' ', '\n'],
  ...['https://evil.example/a_b_c', 'text', '7', 'ä', '💥', '\ud800', '\0', '\u202e', '\u200b'],
];

/** What people write at their worst: anything at all, or bits of every markup in any order. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...ATTACKS), { maxLength: 12 }).map((parts) => parts.join('')),
);
