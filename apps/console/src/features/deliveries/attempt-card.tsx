import { Badge, Button, Card, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconTerminal2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageView } from '../../ui/message-view.tsx';
import { Time } from '../../ui/time.tsx';
import { curlCommand } from './curl-command.ts';
import type { FullAttempt } from './deliveries-api.ts';
import { OutcomeBadge, StatusText } from './outcome-badge.tsx';
import { PhaseBar } from './phase-bar.tsx';

/** One attempt: how long it took, what was sent, what came back. */
export function AttemptCard({ attempt }: { readonly attempt: FullAttempt }): ReactNode {
  const { t } = useTranslation('deliveries');
  const { request, response, timings } = attempt;
  return (
    <Card withBorder component="section" aria-label={t('attempt', { number: attempt.attempt })}>
      <Stack gap="md">
        <AttemptHead attempt={attempt} />
        {timings !== null && <PhaseBar timings={timings} />}
        {request !== null && (
          <MessageView
            name="request"
            head={
              <Group gap="xs" justify="space-between" align="flex-start">
                <Group gap="xs" wrap="nowrap" align="flex-start" flex="1 1 240px" miw={0}>
                  <Badge radius="sm">{request.method}</Badge>
                  <Code>{request.url}</Code>
                </Group>
                <CopyCurl request={request} />
              </Group>
            }
            message={{ ...request, headers: { ...request.headers } }}
          />
        )}
        {response !== null && (
          <MessageView
            name="response"
            head={<StatusText status={response.status} />}
            message={{ ...response, headers: { ...response.headers } }}
          />
        )}
      </Stack>
    </Card>
  );
}

function AttemptHead({ attempt }: { readonly attempt: FullAttempt }): ReactNode {
  const { t } = useTranslation('deliveries');
  const reason = attempt.error ?? attempt.reason;
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text fw={600}>{t('attempt', { number: attempt.attempt })}</Text>
        <OutcomeBadge outcome={attempt.outcome} />
        <StatusText status={attempt.response?.status} />
        {attempt.requested !== null && (
          <Badge variant="default" tt="none">
            {t(`requested.${attempt.requested.kind}`)}
          </Badge>
        )}
        <Text size="sm" c="dimmed">
          <Time at={attempt.at} />
        </Text>
      </Group>
      {reason !== null && <Text size="sm">{reason}</Text>}
      <Text size="xs" c="dimmed">
        {attempt.remote_address !== null && `${t('address', { address: attempt.remote_address })} · `}
        {attempt.connection_reused === true && `${t('reused')} · `}
        {t('revision', { revision: attempt.settings_revision })}
      </Text>
    </Stack>
  );
}

function CopyCurl({ request }: { readonly request: NonNullable<FullAttempt['request']> }): ReactNode {
  const { t } = useTranslation('deliveries');
  return (
    <CopyButton value={curlCommand(request)}>
      {({ copied, copy }) => (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={copied ? <IconCheck size={14} /> : <IconTerminal2 size={14} />}
          title={request.is_body_cut ? t('curl_cut') : undefined}
          onClick={copy}
        >
          {copied ? t('copied') : t('curl')}
        </Button>
      )}
    </CopyButton>
  );
}
