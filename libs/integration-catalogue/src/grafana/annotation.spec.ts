import { anEvent } from '../testing/an-event.ts';
import { annotationOf } from './annotation.ts';

describe('an annotation', () => {
  it('shows what people wrote as text, not as HTML', () => {
    const { view } = anEvent('release', { name: '<img src=x onerror="x">' });
    expect(annotationOf(view)).toMatchObject({
      text: expect.stringContaining('&lt;img src=x onerror=&quot;x&quot;&gt;') as unknown,
    });
  });

  it('says how a pipeline or deployment ended, and when', () => {
    expect(annotationOf(anEvent('deployment', { status: 'failed' }).view)).toMatchObject({
      text: expect.stringMatching(/ failed$/) as unknown,
      time: Date.parse('2026-03-17T08:46:01Z'),
    });
  });

  it('is not made of what has not ended, nor of edited releases', () => {
    for (const { view } of [
      anEvent('deployment', { status: 'running' }),
      anEvent('pipeline', { object_attributes: { status: 'running' } }),
      anEvent('release', { action: 'update' }),
    ]) {
      expect(annotationOf(view)).toHaveProperty('skip');
    }
  });
});
