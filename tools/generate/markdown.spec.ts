import { table } from './markdown.ts';

describe('a table', () => {
  it('keeps every cell in its place, whatever its text holds', () => {
    const text = table(['Name', 'What'], [['a | b', 'two\nlines']]);
    expect(text.split('\n')).toEqual(['| Name | What |', '| --- | --- |', '| a \\| b | two lines |']);
  });

  it('shows angle brackets instead of making HTML of them, except in code', () => {
    expect(table(['a'], [['group:<path>, `<id>`']])).toContain('| group:&lt;path>, `<id>` |');
  });
});
