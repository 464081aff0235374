import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

const RETRIES = 2;

/** What is read is kept for a moment, so that going back shows it at once; what fails for a moment is tried again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // Paused calls look like endless loading; a call that fails says what is wrong.
      networkMode: 'always',
      retry: (failures, error) => error instanceof ApiError && error.isPassing && failures < RETRIES,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});
