import { entriesAt, jsonAnswer } from './json-answer.ts';

const answer = (body: string) => ({ status: 200, headers: {}, body });

describe('answers in JSON', () => {
  it('are read, and what is no JSON is nothing', () => {
    expect(jsonAnswer(answer('{"a":1}'))).toEqual({ a: 1 });
    expect(jsonAnswer(answer('<html>'))).toBeUndefined();
  });

  it('give the objects at a path', () => {
    expect(entriesAt(answer('{"issues":[{"id":1},7,null,{"id":2}]}'), 'issues')).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
    expect(entriesAt(answer('[{"id":1}]'))).toEqual([{ id: 1 }]);
    expect(entriesAt(answer('{"a":{"b":{"id":1}}}'), 'a.b')).toEqual([{ id: 1 }]);
    expect(entriesAt(answer('{"a":{"b":7}}'), 'a.b.c')).toEqual([]);
    expect(entriesAt(answer('nonsense'), 'issues')).toEqual([]);
  });
});
