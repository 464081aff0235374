import { DeadlineQueue } from './deadline-queue.ts';

const { jest } = import.meta;

describe('DeadlineQueue', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('ends each deadline at its time, give or take a sweep', () => {
    const queue = new DeadlineQueue(1000);
    const ended: string[] = [];
    queue.add(() => ended.push('first'));
    jest.advanceTimersByTime(500);
    queue.add(() => ended.push('second'));
    jest.advanceTimersByTime(450);
    expect(ended).toEqual([]);
    jest.advanceTimersByTime(100);
    expect(ended).toEqual(['first']);
    jest.advanceTimersByTime(500);
    expect(ended).toEqual(['first', 'second']);
  });

  it('leaves alone what was cancelled', () => {
    const queue = new DeadlineQueue(1000);
    let isExpired = false;
    const deadline = queue.add(() => {
      isExpired = true;
    });
    deadline.cancel();
    expect(deadline.isDone).toBe(true);
    jest.advanceTimersByTime(5000);
    expect(isExpired).toBe(false);
  });

  it('ends a deadline once', () => {
    const queue = new DeadlineQueue(100);
    let times = 0;
    const deadline = queue.add(() => (times += 1));
    jest.advanceTimersByTime(1000);
    deadline.expire();
    expect(times).toBe(1);
  });

  it('lets one that ends begin another', () => {
    const queue = new DeadlineQueue(100);
    let rounds = 0;
    const again = (): void => {
      rounds += 1;
      if (rounds < 3) queue.add(again);
    };
    queue.add(again);
    jest.advanceTimersByTime(1000);
    expect(rounds).toBe(3);
  });

  it('forgets what is over once nothing before it runs, and stops its timer', () => {
    const queue = new DeadlineQueue(1000);
    queue.add(() => undefined);
    for (let count = 0; count < 100; count += 1) queue.add(() => undefined).cancel();
    expect(queue.size).toBe(101);
    jest.advanceTimersByTime(1100);
    expect(queue.size).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('works without any time at all', () => {
    const queue = new DeadlineQueue(0);
    let isExpired = false;
    queue.add(() => {
      isExpired = true;
    });
    jest.advanceTimersByTime(50);
    expect(isExpired).toBe(true);
  });
});
