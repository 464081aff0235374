import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Lines where a page will be. */
export function Loading({ lines = 4 }: { readonly lines?: number }): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <Stack gap="sm" role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, at) => (
        <Skeleton key={at} height={at === 0 ? 32 : 56} width={at === 0 ? '40%' : '100%'} />
      ))}
    </Stack>
  );
}
