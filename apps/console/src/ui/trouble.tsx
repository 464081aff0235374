import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff, IconLock, IconZoomQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import type { ErrorKind } from '../api/api-error.ts';

interface TroubleProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

const ICONS: Partial<Record<ErrorKind, typeof IconLock>> = {
  offline: IconCloudOff,
  forbidden: IconLock,
  not_found: IconZoomQuestion,
};

/** What went wrong, what it means and what can be done about it; for a page or a part of one. */
export function Trouble({ error, onRetry }: TroubleProps): ReactNode {
  const { t } = useTranslation('shell');
  const kind = error instanceof ApiError ? error.kind : 'defect';
  const Icon = (kind === 'defect' ? undefined : ICONS[kind]) ?? IconAlertTriangle;
  const isFault = kind === 'defect' || kind === 'server' || kind === 'offline';
  return (
    <Alert role="alert" color={isFault ? 'red' : 'yellow'} icon={<Icon />} title={t(`trouble.${kind}.title`)}>
      <Stack gap="xs">
        <Text size="sm">{t(`trouble.${kind}.advice`)}</Text>
        {error instanceof Error && error.message !== '' && (
          <Text size="sm" c="dimmed">
            {error.message}
          </Text>
        )}
        {error instanceof ApiError && error.requestId !== null && isFault && (
          <Text size="xs" c="dimmed" ff="monospace">
            {t('trouble.request', { id: error.requestId })}
          </Text>
        )}
        {onRetry !== undefined && (
          <Group>
            <Button size="xs" variant="default" onClick={onRetry}>
              {t('trouble.retry')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
