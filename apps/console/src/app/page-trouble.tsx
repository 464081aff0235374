import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Trouble } from '../ui/trouble.tsx';

/** In place of a page that could not be loaded or shown. */
export function PageTrouble({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  const retry = (): void => {
    reset();
    void router.invalidate();
  };
  return <Trouble error={error} onRetry={retry} />;
}
