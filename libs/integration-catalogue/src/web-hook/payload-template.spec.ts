import fc from 'fast-check';
import { SAMPLES } from '@patchbay/integration-contracts';
import type { JsonObject } from '@patchbay/integration-contracts';
import { renderPayload, renderingProblem, templateProblem } from './payload-template.ts';

const payload: JsonObject = {
  user: { name: 'Ada "the" \\ Countess\n' },
  count: 3,
  isDraft: false,
  nothing: null,
  commits: [
    { id: 'a1', files: ['x', 'y'] },
    { id: 'b2', files: [] },
  ],
};
const made = (template: string, from = payload): unknown =>
  JSON.parse(Buffer.from(renderPayload(template, from)).toString());

describe('a payload template', () => {
  it('puts values in as JSON, and null where there is none', () => {
    const template =
      '{"name": {{user.name}}, "n": {{ count }}, "draft": {{isDraft}}, "none": {{nothing}}, "no": {{no.such}}, "all": {{commits}}}';
    expect(made(template)).toEqual({
      name: 'Ada "the" \\ Countess\n',
      n: 3,
      draft: false,
      none: null,
      no: null,
      all: payload['commits'],
    });
  });

  it('puts values into texts', () => {
    const template =
      '{"text": "{{user.name}} pushed {{count}}: {{commits.0}}{{nothing}}{{no.such}} \\"{{count}}\\""}';
    expect(made(template)).toEqual({
      text: 'Ada "the" \\ Countess\n pushed 3: {"id":"a1","files":["x","y"]} "3"',
    });
  });

  it('addresses elements of lists, goes through them, and knows the last', () => {
    const template =
      '{"first": {{commits.0.id}}, "ids": [{{#commits}}{{id}}{{^-last}}, {{/-last}}{{/commits}}], "files": [{{#commits}}[{{#files}}{{.}}{{^-last}},{{/-last}}{{/files}}]{{^-last}},{{/-last}}{{/commits}}]}';
    expect(made(template)).toEqual({ first: 'a1', ids: ['a1', 'b2'], files: [['x', 'y'], []] });
  });

  it('has sections for what is there and for what is not, and sees what is around them', () => {
    const template =
      '[{{#user}}{{name}}, {{count}}{{/user}}{{^isDraft}}, "ready"{{/isDraft}}{{! a remark }}]';
    expect(made(template)).toEqual(['Ada "the" \\ Countess\n', 3, 'ready']);
  });

  it.each(['constructor', '__proto__', 'toString', 'user.constructor.name', 'user.name.constructor'])(
    'finds no %s in an event that has none',
    (path) => {
      expect(made(`[{{${path}}}]`)).toEqual([null]);
    },
  );

  it.each([
    ['{"a": {{x}}', 'JSON'],
    ['{"a": {{x}}, }', 'JSON'],
    ['{{x}} {{y}}', 'JSON'],
    ['{"a": "{{x}}}', 'a quote is not closed'],
    ['{"a": {{x}', 'the tag at 6 is not closed'],
    ['{"a": {{}}}', 'is empty'],
    ['[{{#x}}1]', 'Unclosed section "x"'],
    ['[1{{/x}}]', 'Unopened section "x"'],
    ['[{{{x}}}]', 'write a blank between the braces at 1'],
    ['[{{&x}}]', 'is of a kind that is not available'],
    ['[{{>x}}]', 'is of a kind that is not available'],
    ['[{{=<% %>=}}]', 'is of a kind that is not available'],
    ['["{{#x}}"{{/x}}]', 'a quote must be closed in the section'],
    ['["{{#x}}\\{{/x}}"]', 'a quote must be closed in the section'],
    ['["\\{{x}}"]', 'behind a backslash'],
    [`[${'{{#x}}'.repeat(17)}1${'{{/x}}'.repeat(17)}]`, 'nested more than 16 deep'],
    [`[{{${' '.repeat(60_000)}x}}]`, 'is not closed'],
    [`[{{${'x'.repeat(201)}}}]`, 'is not closed'],
  ])('is refused when it is %j', (template, reason) => {
    expect(templateProblem(template)).toContain(reason);
  });

  it('is refused for an event of which its sections make no JSON', () => {
    const trailing = '[{{#commits}}{{id}},{{/commits}}]';
    expect(templateProblem(trailing)).toBeUndefined();
    expect(renderingProblem(trailing, SAMPLES.issue)).toBeUndefined();
    expect(renderingProblem(trailing, payload)).toContain('JSON');
    expect(() => renderPayload(trailing, payload)).toThrow(
      expect.objectContaining({ code: 'template_failed' }) as Error,
    );
  });

  it('makes 1 MiB at most', () => {
    const wide = (bytes: number): JsonObject => ({ text: 'x'.repeat(bytes) });
    expect(renderPayload('{{text}}', wide(1_048_574))).toHaveLength(1_048_576);
    expect(renderingProblem('{{text}}', wide(1_048_575))).toBe('it makes more than 1 MiB');
    expect(renderingProblem('["{{text}}"]', { text: 'ü'.repeat(600_000) })).toBe('it makes more than 1 MiB');
  });

  it('goes through sections 10,000 times at most, over all of them', () => {
    const nested = `[${'{{#n}}'.repeat(10)}${'{{/n}}'.repeat(10)}]`;
    expect(renderingProblem(nested, { n: Array.from({ length: 10 }, () => 1) })).toBe(
      'its sections are passed more than 10000 times',
    );
  });

  it('makes JSON of whatever an event holds, if it has no sections', () => {
    const template = '{"a": {{value}}, "b": "before {{value}} {{value.key}} after", "c": [{{value.0}}]}';
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(made(template, { value })).toMatchObject({ a: JSON.parse(JSON.stringify(value)) as unknown });
      }),
    );
  });
});
