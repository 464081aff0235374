import type { Dispatcher } from 'undici';
import { AnswerCollector } from './answer-collector.ts';
import type { Answer } from '@patchbay/service-kit/outbound';

/** Plays undici's part: what is aborted comes back as an error. */
class FakeController implements Dispatcher.DispatchController {
  readonly aborted = false;
  readonly paused = false;
  readonly reason = null;
  readonly rawHeaders = null;
  readonly rawTrailers = null;
  readonly aborts: Error[] = [];
  readonly #collector: AnswerCollector;

  constructor(collector: AnswerCollector) {
    this.#collector = collector;
  }

  abort(reason: Error): void {
    this.aborts.push(reason);
    this.#collector.onResponseError(this, reason);
  }

  pause(): void {
    throw new Error('the collector does not pause');
  }

  resume(): void {
    throw new Error('the collector does not pause');
  }
}

function collecting(maxBytes = 10) {
  const answers: Answer[] = [];
  const failures: Error[] = [];
  const collector = new AnswerCollector(
    maxBytes,
    (answer) => answers.push(answer),
    (error) => failures.push(error),
  );
  return { collector, controller: new FakeController(collector), answers, failures };
}

describe('AnswerCollector', () => {
  it('puts an answer together from its pieces', () => {
    const { collector, controller, answers } = collecting();
    collector.onRequestStart(controller);
    collector.onResponseStart(controller, 201, { 'x-id': '7' });
    for (const piece of ['ab', 'cd', 'ef']) collector.onResponseData(controller, Buffer.from(piece));
    collector.onResponseEnd();
    expect(answers).toEqual([
      { status: 201, headers: { 'x-id': '7' }, body: Buffer.from('abcdef'), isCut: false },
    ]);
  });

  it('takes the last head when others came before it', () => {
    const { collector, controller, answers } = collecting();
    collector.onRequestStart(controller);
    collector.onResponseStart(controller, 103, { link: '</a>' });
    collector.onResponseStart(controller, 204, {});
    collector.onResponseEnd();
    expect(answers).toEqual([{ status: 204, headers: {}, body: Buffer.alloc(0), isCut: false }]);
  });

  it('keeps a body that just fits whole', () => {
    const { collector, controller, answers } = collecting(4);
    collector.onRequestStart(controller);
    collector.onResponseStart(controller, 200, {});
    collector.onResponseData(controller, Buffer.from('abcd'));
    collector.onResponseEnd();
    expect(answers[0]).toMatchObject({ body: Buffer.from('abcd'), isCut: false });
  });

  it('cuts a longer body off and closes the connection, which is no failure', () => {
    const { collector, controller, answers, failures } = collecting(4);
    collector.onRequestStart(controller);
    collector.onResponseStart(controller, 200, {});
    collector.onResponseData(controller, Buffer.from('abc'));
    collector.onResponseData(controller, Buffer.from('defghi'));
    expect(controller.aborts).toHaveLength(1);
    expect(failures).toEqual([]);
    expect(answers).toEqual([{ status: 200, headers: {}, body: Buffer.from('abcd'), isCut: true }]);
  });

  it('tells of a connection that breaks in the middle of an answer', () => {
    const { collector, controller, answers, failures } = collecting();
    collector.onRequestStart(controller);
    collector.onResponseStart(controller, 200, {});
    collector.onResponseData(controller, Buffer.from('abc'));
    collector.onResponseError(controller, new Error('reset'));
    expect(answers).toEqual([]);
    expect(failures.map(({ message }) => message)).toEqual(['reset']);
  });

  it('gives up a request that is under way', () => {
    const { collector, controller, failures } = collecting();
    collector.onRequestStart(controller);
    collector.abort(new Error('too late'));
    expect(controller.aborts).toHaveLength(1);
    expect(failures.map(({ message }) => message)).toEqual(['too late']);
  });

  it('does not let a request out that was given up before it had a connection', () => {
    const { collector, controller, failures } = collecting();
    collector.abort(new Error('too late'));
    expect(failures.map(({ message }) => message)).toEqual(['too late']);
    collector.onRequestStart(controller);
    expect(controller.aborts.map(({ message }) => message)).toEqual(['too late']);
    expect(failures).toHaveLength(1);
  });
});
