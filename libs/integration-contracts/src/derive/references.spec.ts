import { findReferences, issueUrl } from './references.ts';

describe('references to issues', () => {
  it('are found in order, with their place in the text', () => {
    expect(findReferences('fix #12, see #7', /#(?<issue>\d+)/g)).toEqual([
      { issue: '12', text: '#12', index: 4 },
      { issue: '7', text: '#7', index: 13 },
    ]);
  });

  it('lead to the issue and nowhere else', () => {
    expect(issueUrl('https://t.example/i/:id', '../x?y')).toBe('https://t.example/i/..%2Fx%3Fy');
  });
});
