import { Badge } from '@mantine/core';
import { IconCheck, IconClockPause, IconMinus, IconRefresh, IconSkull } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from './delivery-filter.ts';

const LOOKS: Readonly<Record<Outcome, { colour: string; icon: typeof IconCheck }>> = {
  delivered: { colour: 'green', icon: IconCheck },
  retrying: { colour: 'yellow', icon: IconRefresh },
  parked: { colour: 'orange', icon: IconClockPause },
  dead: { colour: 'red', icon: IconSkull },
  ignored: { colour: 'gray', icon: IconMinus },
};

/** What came of an attempt. Word and sign say it, the colour only helps. */
export function OutcomeBadge({ outcome }: { readonly outcome: Outcome }): ReactNode {
  const { t } = useTranslation('deliveries');
  const { colour, icon: Icon } = LOOKS[outcome];
  return (
    <Badge
      variant="outline"
      color={`${colour}.9`}
      tt="none"
      leftSection={<Icon size={13} aria-hidden />}
      styles={{ root: { color: 'inherit', borderColor: `var(--mantine-color-${colour}-7)` } }}
    >
      {t(`outcome.${outcome}`)}
    </Badge>
  );
}

/** The status of an answer, or a dash where there was none. */
export function StatusText({ status }: { readonly status: number | undefined }): ReactNode {
  const { t } = useTranslation('deliveries');
  if (status === undefined)
    return (
      <Badge variant="default" radius="sm" tt="none">
        {t('no_answer')}
      </Badge>
    );
  const colour = status < 300 ? 'green.9' : status < 400 ? 'blue.9' : status < 500 ? 'orange.9' : 'red.9';
  return (
    <Badge radius="sm" color={colour} ff="monospace">
      {status}
    </Badge>
  );
}
