/** What is asked beside the rate: how it holds when endpoints, lag or the number of workers are not as in the rounds. */
export const TRIALS = ['endpoints', 'workers', 'behind'] as const;
export type Trial = (typeof TRIALS)[number];
