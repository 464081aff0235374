import { resultsOf } from './query-result.ts';

const answer = (data: unknown) => ({
  status: 200,
  headers: {},
  body: JSON.stringify({ status: 'success', data }),
});

describe('the result of a query', () => {
  it('is a list of series', () => {
    const series = { metric: { job: 'engine' }, value: [1, '1'] };
    expect(resultsOf(answer({ resultType: 'vector', result: [series] }))).toEqual([series]);
    expect(resultsOf(answer({ resultType: 'matrix', result: [] }))).toEqual([]);
  });

  it('is the value as a whole where there are no series', () => {
    const scalar = { resultType: 'scalar', result: [1, '1'] };
    expect(resultsOf(answer(scalar))).toEqual([scalar]);
  });

  it('is nothing when the answer is none of Prometheus', () => {
    expect(resultsOf({ status: 200, headers: {}, body: '<html>' })).toEqual([]);
  });
});
