import { AppError, toAppError } from './app-error.ts';
import { ERRORS } from './error-table.ts';

describe('errors', () => {
  it('have a sentence, a status that fits who must act, and a place in the retry plan', () => {
    for (const [code, { kind, httpStatus, sentence }] of Object.entries(ERRORS)) {
      expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      if (kind === 'user') expect(httpStatus).toBeLessThan(500);
      if (kind === 'infra' || kind === 'defect') expect(httpStatus).toBeGreaterThanOrEqual(500);
    }
  });

  it('are kept as they are, and anything else becomes unexpected with its cause', () => {
    const known = new AppError('forbidden', 'no');
    expect(toAppError(known)).toBe(known);
    const cause = new TypeError('boom');
    expect(toAppError(cause)).toMatchObject({ code: 'unexpected', detail: 'boom', cause });
    expect(toAppError('text')).toMatchObject({ code: 'unexpected', detail: 'text' });
    expect(known.message).toBe('The access token does not allow this. no');
  });
});
