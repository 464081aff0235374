import { nerdGraphVerdict } from './nerd-graph-verdict.ts';

const verdictOn = (body: string) => nerdGraphVerdict({ status: 200, headers: {}, body });

describe('an answer of NerdGraph', () => {
  it.each(['{"data":{"changeTrackingCreateEvent":{}}}', '{"data":{"actor":{"entity":{"guid":"x"}}}}', ''])(
    'is fine when it tells of no error: %s',
    (body) => {
      expect(verdictOn(body)).toEqual({ ok: true });
    },
  );

  it('tells what was wrong, and whether it may go by', () => {
    expect(verdictOn('{"errors":[{"message":"bad","extensions":{"errorClass":"INVALID_INPUT"}}]}')).toEqual({
      ok: false,
      isRetryable: false,
      reason: 'New Relic refused it: bad',
    });
    expect(verdictOn('{"errors":[{"extensions":{"errorClass":"SERVER_ERROR"}}]}')).toMatchObject({
      ok: false,
      isRetryable: true,
    });
  });

  it('tells of a GUID that leads nowhere', () => {
    expect(verdictOn('{"data":{"actor":{"entity":null}}}')).toMatchObject({ ok: false, isRetryable: false });
  });
});
