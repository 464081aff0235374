import { Group, Stack, Text, Title } from '@mantine/core';
import { useEffect } from 'react';
import type { ReactNode } from 'react';

interface PageTitleProps {
  readonly title: string;
  readonly summary?: ReactNode;
  /** Buttons at the end of the line. */
  readonly actions?: ReactNode;
}

/** The heading of a page, which names the browser's tab as well. */
export function PageTitle({ title, summary, actions }: PageTitleProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Patchbay`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-start" gap="md" mb="lg">
      <Stack gap={4} flex="1 1 280px" miw={0}>
        <Title order={1}>{title}</Title>
        {summary !== undefined && (
          <Text c="dimmed" maw={720}>
            {summary}
          </Text>
        )}
      </Stack>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
