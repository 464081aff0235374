import { jiraMarkup } from './jira-markup.ts';

describe('text in Jira’s wiki markup', () => {
  it.each([
    ['{quote} [a|b] *c* !d!', String.raw`\{quote\} \[a\|b\] \*c\* \!d\!`],
    ['C:\\dir\\\\x', 'C:&#92;dir&#92;&#92;x'],
    ['h1. a\n  bq. b\nc h2. d', 'h1&#46; a\n  bq&#46; b\nc h2. d'],
  ])('%j stays what it is', (text, markup) => {
    expect(jiraMarkup.text(text)).toBe(markup);
  });
});
