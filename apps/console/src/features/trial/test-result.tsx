import { Alert, Badge, Card, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageView } from '../../ui/message-view.tsx';
import { RequestLine, messageOf } from './preview-result.tsx';
import type { TestReport } from './trial-api.ts';

/** What was sent, and what came back. */
export function TestResult({ report }: { readonly report: TestReport }): ReactNode {
  const { t } = useTranslation('trial');
  return (
    <Stack>
      <Alert
        color={report.success ? 'green' : 'red'}
        icon={report.success ? <IconCircleCheck /> : <IconCircleX />}
        title={report.success ? t('test.success') : t('test.failure')}
      >
        {report.reason}
      </Alert>
      {report.requests.map((attempt, at) => (
        <Card key={attempt.id} withBorder component="section" aria-label={t('request', { number: at + 1 })}>
          <Stack>
            {attempt.request !== null && (
              <MessageView head={<RequestLine {...attempt.request} />} message={messageOf(attempt.request)} />
            )}
            {attempt.response === null ? (
              <Text size="sm" c="dimmed">
                {attempt.error ?? t('test.no_response')}
              </Text>
            ) : (
              <MessageView
                head={<StatusLine status={attempt.response.status} durationMs={attempt.duration_ms} />}
                message={messageOf(attempt.response)}
              />
            )}
          </Stack>
        </Card>
      ))}
    </Stack>
  );
}

function StatusLine({
  status,
  durationMs,
}: {
  readonly status: number;
  readonly durationMs: number;
}): ReactNode {
  const { t } = useTranslation('trial');
  return (
    <Group gap="xs">
      <Badge radius="sm" color={status < 300 ? 'teal.9' : 'red.9'}>
        {status}
      </Badge>
      <Text size="sm" c="dimmed">
        {t('test.duration', { duration: Math.round(durationMs) })}
      </Text>
    </Group>
  );
}
