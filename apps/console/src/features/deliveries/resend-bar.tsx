import { Button, Group, Progress, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scope } from '../../scopes/scope.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { resendListed } from './deliveries-api.ts';

interface ResendBarProps {
  readonly scope: Scope;
  readonly chosen: ReadonlySet<string>;
  readonly onDone: () => void;
}

/** Sends what was chosen again, one after the other; it can be stopped in between. */
export function ResendBar({ scope, chosen, onDone }: ResendBarProps): ReactNode {
  const { t } = useTranslation('deliveries');
  const { sent, error, start, stop } = useResending(scope, onDone);
  return (
    <Group gap="sm">
      <Text size="sm" role="status">
        {sent === undefined
          ? t('chosen', { count: chosen.size })
          : t('resend.sent', { sent, count: chosen.size })}
      </Text>
      {sent === undefined ? (
        <>
          <Button
            size="compact-sm"
            leftSection={<IconSend size={14} />}
            onClick={() => {
              void start([...chosen]);
            }}
          >
            {t('resend.action')}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={onDone}>
            {t('choose_none')}
          </Button>
        </>
      ) : (
        <>
          <Progress w={140} value={(100 * sent) / chosen.size} aria-label={t('resend.progress')} />
          <Button size="compact-sm" variant="default" onClick={stop}>
            {t('stop')}
          </Button>
        </>
      )}
      {error !== null && <Trouble error={error} />}
    </Group>
  );
}

function useResending(scope: Scope, onDone: () => void) {
  const client = useQueryClient();
  const [sent, setSent] = useState<number>();
  const [error, setError] = useState<unknown>(null);
  const stopping = useRef<AbortController>(null);
  const start = async (ids: readonly string[]): Promise<void> => {
    const { signal } = (stopping.current = new AbortController());
    setError(null);
    setSent(0);
    try {
      for (const [at, id] of ids.entries()) {
        if (signal.aborted) break;
        await resendListed(scope, id);
        setSent(at + 1);
      }
      onDone();
      await client.invalidateQueries({ queryKey: ['deliveries'] });
    } catch (failure) {
      setError(failure);
    }
    setSent(undefined);
  };
  const stop = (): void => {
    stopping.current?.abort();
  };
  return { sent, error, start, stop };
}
