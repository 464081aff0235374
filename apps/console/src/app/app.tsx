import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { queryClient } from '../api/query-client.ts';
import { SessionExpired } from '../session/session-expired.tsx';
import { colours, theme } from '../ui/theme.ts';
import { NamedDialogs } from './named-dialogs.tsx';
import { styleNonce } from './style-nonce.ts';
import { router } from './router.tsx';

export function App(): ReactNode {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={colours}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" />
        <Suspense>
          <NamedDialogs>
            <RouterProvider router={router} />
            <SessionExpired />
          </NamedDialogs>
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}
