import { Box, Group, Progress, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attempt } from './deliveries-api.ts';
import { phasesOf } from './phases.ts';
import type { PhaseName } from './phases.ts';

const COLOURS: Readonly<Record<PhaseName, string>> = {
  queue: 'gray.5',
  dns: 'violet.5',
  connect: 'blue.5',
  tls: 'grape.5',
  first_byte: 'patch.5',
  rest: 'green.5',
};

/** What the time of an attempt went into, as a bar and in words. */
export function PhaseBar({ timings }: { readonly timings: NonNullable<Attempt['timings']> }): ReactNode {
  const { t } = useTranslation('deliveries');
  const phases = phasesOf(timings);
  return (
    <Stack gap={6}>
      <Progress.Root size="md" aria-hidden>
        {phases.map(({ name, percent }) => (
          <Progress.Section key={name} value={percent} color={COLOURS[name]} />
        ))}
      </Progress.Root>
      <Group gap="md">
        {phases.map(({ name, ms }) => (
          <Group key={name} gap={6} wrap="nowrap">
            <Box w={10} h={10} bg={COLOURS[name]} bdrs={2} aria-hidden />
            <Text size="xs">
              {t(`phase.${name}`)} {t('milliseconds', { duration: ms })}
            </Text>
          </Group>
        ))}
        <Text size="xs" fw={600}>
          {t('phase.total')} {t('milliseconds', { duration: timings.total_ms })}
        </Text>
      </Group>
    </Stack>
  );
}
