import { InMemorySendingJobStore } from './in-memory-sending-job.store.ts';
import { describeSendingJobStore } from './sending-job-store.suite.ts';

describeSendingJobStore('in memory', () => {
  const jobs = new InMemorySendingJobStore();
  return {
    jobs,
    passMinute: () => {
      jobs.nowMs += 60_000;
    },
  };
});
