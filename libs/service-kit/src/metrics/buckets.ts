/**
 * Seconds that a call takes. Each bound is about twice the one before, as in a native histogram of the lowest resolution, so that a change to
 * native ones keeps the shape of every graph.
 */
export const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Seconds from an event to what follows from it; 30 is what the service level objective asks about. */
export const LAG_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

/** Seconds to a delivery with all its repetitions, up to the age at which it is given up. */
export const AGE_BUCKETS = [1, 5, 30, 60, 300, 900, 3600, 21_600, 86_400, 259_200];

export const COUNT_BUCKETS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
