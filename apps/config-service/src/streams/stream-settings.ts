import { setting } from '@patchbay/service-kit/config';

/** What is followed live. */
export const streamSettings = {
  STREAM_LIMIT: setting.integer({
    doc: 'How many streams of server-sent events each replica has open at a time; more are answered with 429.',
    default: 200,
    min: 1,
    max: 10_000,
  }),
  STREAM_INTERVAL: setting.duration({
    doc: 'How often the request log is looked into for those who follow it.',
    default: 1000,
    min: 100,
    max: 60_000,
  }),
  OVERVIEW_INTERVAL: setting.duration({
    doc: 'How often the overview is measured while somebody watches it, however many they are.',
    default: 2000,
    min: 500,
    max: 60_000,
  }),
};
