import { Ranking } from './ranking.ts';

const counted = (ranking: Ranking, key: string, times: number): void => {
  for (let number = 0; number < times; number += 1) ranking.count(key);
};

describe('Ranking', () => {
  it('finds those that are counted most among many more than it remembers', () => {
    const ranking = new Ranking(2);
    for (let round = 0; round < 50; round += 1) {
      ranking.count('often');
      if (round % 2 === 0) ranking.count('sometimes');
      ranking.count(`once ${round}`);
    }
    expect(ranking.top().map(([key]) => key)).toEqual(['often', 'sometimes']);
  });

  it('forgets what is long past', () => {
    const ranking = new Ranking(2);
    counted(ranking, 'past', 3);
    ranking.fade();
    expect(ranking.top()).toEqual([['past', 1]]);
    ranking.fade();
    expect(ranking.top()).toEqual([]);
  });

  it('shows nobody where nobody is wanted', () => {
    const ranking = new Ranking(0);
    counted(ranking, 'any', 3);
    expect(ranking.top()).toEqual([]);
  });
});
