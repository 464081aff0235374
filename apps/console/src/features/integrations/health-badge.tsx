import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedIntegration } from './integration-rows.ts';

type Health = ListedIntegration['health'];

const COLOURS: Readonly<Record<Health, string>> = {
  healthy: 'teal.9',
  paused: 'orange.9',
  off: 'red.9',
};

/** How deliveries of an integration fare. The word says it, the colour only helps. */
export function HealthBadge({ health }: { readonly health: Health }): ReactNode {
  const { t } = useTranslation('integrations');
  return (
    <Badge variant="dot" color={COLOURS[health]} tt="none" miw="max-content">
      {t(`health.${health}`)}
    </Badge>
  );
}
