import fc from 'fast-check';
import { anEvent } from '../testing/an-event.ts';
import { attributeHeaders, attributesOf, structuredBody } from './cloud-event.ts';

describe('a CloudEvent', () => {
  it('has the id of the event, so that doubles are seen to be ones', () => {
    expect(attributesOf(anEvent('push')).id).toBe(anEvent('push').id);
  });

  it('comes from the project, else from the group', () => {
    expect(attributesOf(anEvent('push')).source).toBe('https://gitlab.example.com/acme/rockets/engine');
    expect(attributesOf(anEvent('member')).source).toMatch(/^\//);
  });

  it.each([
    ['push', 'refs/heads/main'],
    ['tag_push', 'refs/tags/v2.4.0'],
    ['issue', 'issues/117'],
    ['job', 'jobs/80502'],
    ['wiki_page', 'wikis/start-sequence'],
    ['release', 'releases/v2.4.0'],
  ] as const)('about a %s has the subject %s', (trigger, subject) => {
    expect(attributesOf(anEvent(trigger)).subject).toBe(subject);
  });

  it('has no control characters in its subject, and none without a text', () => {
    const subjectOf = (title: string) =>
      attributesOf(anEvent('alert', { object_attributes: { title } })).subject;
    expect(subjectOf('Pump\n\u0085 stops')).toBe('Pump stops');
    expect(subjectOf(' \n')).toBeUndefined();
  });

  it('says when it happened where the payload says so', () => {
    expect(attributesOf(anEvent('deployment')).time).toBe('2026-03-17T08:46:01.000Z');
    expect(attributesOf(anEvent('push'))).not.toHaveProperty('time');
  });

  it('keeps the bytes of the payload in structured mode, without a byte order mark', () => {
    const attributes = attributesOf(anEvent('push'));
    const payload = '{"n": 12345678901234567890}';
    const plain = Buffer.from(structuredBody(attributes, Buffer.from(payload))).toString();
    expect(plain.endsWith(`,"data":${payload}}`)).toBe(true);
    expect(Buffer.from(structuredBody(attributes, Buffer.from(`\ufeff${payload}`))).toString()).toBe(plain);
  });

  it('has headers of printable ASCII that decode to its attributes', () => {
    const attributes = attributesOf(anEvent('push'));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const subject = text.toWellFormed();
        const header = attributeHeaders({ ...attributes, subject })['ce-subject'] ?? '';
        expect(header).toMatch(/^[\x21\x23-\x7e]+$/);
        expect(decodeURIComponent(header)).toBe(subject);
      }),
    );
    expect(attributeHeaders(attributes)).not.toHaveProperty('ce-datacontenttype');
  });
});
