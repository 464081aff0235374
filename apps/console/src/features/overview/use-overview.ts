import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { followEvents } from '../../api/follow-events.ts';
import { withOverview } from './kept-overviews.ts';
import type { Overview } from './overview-api.ts';

interface Followed {
  /** Oldest first; since the page was opened. */
  readonly overviews: readonly Overview[];
  readonly trouble: unknown;
}

/** The figures of the installation as they come. */
export function useOverview(): Followed {
  const [overviews, setOverviews] = useState<readonly Overview[]>([]);
  const [trouble, setTrouble] = useState<unknown>(null);
  useEffect(() => {
    const end = new AbortController();
    const follower = {
      open: (signal: AbortSignal) => api.GET('/api/v4/admin/overview/stream', { parseAs: 'stream', signal }),
      onEvent: ({ name, data }: { name: string; data: string }) => {
        // The server's own, as its document says.
        if (name === 'overview') setOverviews((kept) => withOverview(kept, JSON.parse(data) as Overview));
      },
      onTrouble: setTrouble,
    };
    void followEvents(follower, end.signal);
    return () => {
      end.abort();
    };
  }, []);
  return { overviews, trouble };
}
