import { mentionedTasks } from './mentioned-tasks.ts';

describe('tasks that a commit message mentions', () => {
  it.each([
    ['See #12', [{ task: '12', isCompleted: false }]],
    [
      'Fixes #12, closing: #13',
      [
        { task: '12', isCompleted: true },
        { task: '13', isCompleted: true },
      ],
    ],
    ['https://app.asana.com/0/1/42 is close', [{ task: '42', isCompleted: false }]],
    ['fix https://app.asana.com/1/9/project/8/task/42', [{ task: '42', isCompleted: true }]],
    ['#7 and later fixed #7', [{ task: '7', isCompleted: true }]],
    ['prefix #7, no#x', [{ task: '7', isCompleted: false }]],
  ])('%s', (message, tasks) => {
    expect(mentionedTasks(message)).toEqual(tasks);
  });
});
