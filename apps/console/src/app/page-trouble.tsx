import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isStale } from './is-stale.ts';
import { StalePage } from './stale-page.tsx';
import { Trouble } from '../ui/trouble.tsx';

/** In place of a page that could not be loaded or shown. */
export function PageTrouble({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  const retry = (): void => {
    reset();
    void router.invalidate();
  };
  if (isStale(error)) return <StalePage />;
  return <Trouble error={error} onRetry={retry} />;
}
