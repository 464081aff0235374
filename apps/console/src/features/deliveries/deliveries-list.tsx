import { Button, Card, Group, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scope } from '../../scopes/scope.ts';
import type { Attempt } from './deliveries-api.ts';
import { DeliveryRow } from './delivery-row.tsx';

interface DeliveriesListProps {
  readonly scope: Scope;
  readonly attempts: readonly Attempt[];
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: ((deliveryId: string, isChosen: boolean) => void) | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
}

const WIDE_ROW = 52;
const NARROW_ROW = 84;
/** So many rows before the end the next ones are asked for. */
const AHEAD = 20;

/** Only the rows in sight are in the page, however many there are. */
export function DeliveriesList(props: DeliveriesListProps): ReactNode {
  const { attempts, hasMore, isLoadingMore, onMore } = props;
  const { t } = useTranslation('deliveries');
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const isNarrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  useEffect(() => {
    setTop(list.current?.offsetTop ?? 0);
  }, []);
  const rows = useWindowVirtualizer({
    count: attempts.length,
    estimateSize: () => (isNarrow ? NARROW_ROW : WIDE_ROW),
    overscan: 10,
    scrollMargin: top,
    getItemKey: (at) => attempts[at]?.id ?? at,
  });
  useEffect(() => {
    rows.measure();
  }, [rows, isNarrow]);
  const inSight = rows.getVirtualItems();
  const last = inSight.at(-1)?.index ?? 0;
  useEffect(() => {
    // A page without a find names a next one; going on is then for the reader to say.
    if (hasMore && !isLoadingMore && attempts.length > 0 && last > attempts.length - AHEAD) onMore();
    // Only scrolling asks, not the answer to it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [last]);
  return (
    <Card withBorder padding={0}>
      <div ref={list} role="list" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {inSight.map(({ key, index, start }) => {
          const attempt = attempts[index];
          if (attempt === undefined) return undefined;
          const style = {
            position: 'absolute',
            insetInline: 0,
            top: 0,
            transform: `translateY(${String(start - top)}px)`,
          } as const;
          return (
            <div
              key={key}
              role="listitem"
              aria-posinset={index + 1}
              aria-setsize={hasMore ? -1 : attempts.length}
              style={style}
            >
              <DeliveryRow
                scope={props.scope}
                attempt={attempt}
                isChosen={props.chosen.has(attempt.delivery_id)}
                onChoose={props.onChoose}
              />
            </div>
          );
        })}
      </div>
      <Group justify="center" p="sm">
        {hasMore ? (
          <Button variant="subtle" loading={isLoadingMore} onClick={onMore}>
            {t('more')}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            {t('end', { count: attempts.length })}
          </Text>
        )}
      </Group>
    </Card>
  );
}
