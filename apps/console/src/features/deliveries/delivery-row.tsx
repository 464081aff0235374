import { Checkbox, Text } from '@mantine/core';
import { memo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAddress } from '../../scopes/scope-address.ts';
import type { Scope } from '../../scopes/scope.ts';
import { PageLink } from '../../ui/router-link.tsx';
import { Time } from '../../ui/time.tsx';
import type { Attempt } from './deliveries-api.ts';
import classes from './delivery-row.module.css';
import { OutcomeBadge, StatusText } from './outcome-badge.tsx';

interface DeliveryRowProps {
  readonly scope: Scope;
  readonly attempt: Attempt;
  readonly isChosen: boolean;
  /** Absent for readers, who can't send anything again. */
  readonly onChoose: ((deliveryId: string, isChosen: boolean) => void) | undefined;
}

/** One request of the list. */
export const DeliveryRow = memo(function DeliveryRow(props: DeliveryRowProps): ReactNode {
  const { scope, attempt, isChosen, onChoose } = props;
  const { t } = useTranslation('deliveries');
  const { delivery_id: id, trigger, project_key: project, integration_name: name } = attempt;
  return (
    <div className={classes['row']}>
      {onChoose === undefined ? (
        <span />
      ) : (
        <Checkbox
          size="xs"
          aria-label={t('choose', { id })}
          checked={isChosen}
          onChange={({ currentTarget: { checked } }) => {
            onChoose(id, checked);
          }}
        />
      )}
      <OutcomeBadge outcome={attempt.outcome} />
      <StatusText status={attempt.response?.status} />
      <div className={`${classes['text'] ?? ''} ${classes['what'] ?? ''}`}>
        <PageLink size="sm" fw={600} {...scopeAddress(scope, 'deliveries/$delivery', { delivery: id })}>
          {name} · {trigger}
        </PageLink>
        <Text size="xs" c="dimmed" truncate>
          {t('of_project', { project })}
          {attempt.attempt > 1 && ` · ${t('attempt', { number: attempt.attempt })}`}
          {attempt.requested !== null && ` · ${t(`requested.${attempt.requested.kind}`)}`}
        </Text>
      </div>
      <div className={`${classes['text'] ?? ''} ${classes['address'] ?? ''}`}>
        <Text size="xs" ff="monospace" truncate>
          {attempt.request?.url ?? '–'}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {attempt.error ?? attempt.reason}
        </Text>
      </div>
      <Text size="xs" c="dimmed" className={classes['when']}>
        <Time at={attempt.at} />
      </Text>
      <Text size="xs" c="dimmed" ta="right" className={classes['length']}>
        {t('milliseconds', { duration: Math.round(attempt.duration_ms) })}
      </Text>
    </div>
  );
});
