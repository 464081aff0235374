import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { scopeAddress } from '../../scopes/scope-address.ts';
import { useScope } from '../../scopes/use-scope.ts';
import { CodeView } from '../../ui/code-view.tsx';
import { Loading } from '../../ui/loading.tsx';
import { PageLink } from '../../ui/router-link.tsx';
import { Time } from '../../ui/time.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { deadLetterQuery } from './dead-letters-api.ts';
import type { DeadLetter } from './dead-letters-api.ts';

/** One that was given up. Its delivery's page has the requests, and sends it again. */
export function DeadLetterRow({ letter }: { readonly letter: DeadLetter }): ReactNode {
  const { t } = useTranslation('dead-letters');
  const scope = useScope();
  const [isOpen, { toggle }] = useDisclosure(false);
  const { delivery_id: delivery } = letter;
  return (
    <Stack gap="xs">
      <Group justify="space-between" align="flex-start">
        <Stack gap={2} flex="1 1 240px" miw={0}>
          <Group gap="xs">
            <Badge variant="outline" color="red" tt="none" c="inherit">
              {letter.reason}
            </Badge>
            <Text size="sm" c="dimmed">
              <Time at={letter.at} />
            </Text>
          </Group>
          {letter.detail !== null && <Text size="sm">{letter.detail}</Text>}
          <Text size="xs" c="dimmed">
            {t('about', {
              trigger: letter.trigger ?? '–',
              project: letter.project_key ?? '–',
              attempts: letter.attempts ?? 0,
            })}
          </Text>
        </Stack>
        <Group gap="xs">
          {delivery !== null && (
            <PageLink size="sm" {...scopeAddress(scope, 'deliveries/$delivery', { delivery })}>
              {t('open')}
            </PageLink>
          )}
          {scope.level === 'instance' && (
            <Button size="compact-sm" variant="default" aria-expanded={isOpen} onClick={toggle}>
              {t('content')}
            </Button>
          )}
        </Group>
      </Group>
      {isOpen && <Content letter={letter} />}
    </Stack>
  );
}

function Content({ letter }: { readonly letter: DeadLetter }): ReactNode {
  const { t } = useTranslation('dead-letters');
  const { data, error, refetch } = useQuery(deadLetterQuery(letter));
  if (error !== null) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={1} />;
  return (
    <Stack gap="xs">
      {data.payload_cut && (
        <Text size="xs" c="dimmed">
          {t('cut', { bytes: data.bytes })}
        </Text>
      )}
      <CodeView text={data.payload ?? ''} isJson={!data.payload_cut} fileName="dead-letter.txt" />
    </Stack>
  );
}
