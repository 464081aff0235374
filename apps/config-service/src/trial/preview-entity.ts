import type { Preview } from './previewer.ts';
import { messagePart } from '../request-log/attempt-entity.ts';

export type PreviewEntity = Readonly<Record<string, unknown>>;

export function previewEntity({ trigger, reason, requests, isOpenEnded }: Preview): PreviewEntity {
  return {
    trigger,
    would_send: reason === undefined,
    reason: reason ?? null,
    requests: requests.map((request) => ({
      method: request.method,
      url: request.url,
      ...messagePart(request),
    })),
    open_ended: isOpenEnded,
  };
}
