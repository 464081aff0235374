import { Alert, Badge, Card, Code, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageView } from '../../ui/message-view.tsx';
import type { Message } from '../../ui/message-view.tsx';
import type { Preview } from './trial-api.ts';

/** The exact requests that would be made. */
export function PreviewResult({ preview }: { readonly preview: Preview }): ReactNode {
  const { t } = useTranslation('trial');
  if (!preview.would_send) {
    return (
      <Alert color="yellow" title={t('preview.nothing')}>
        {preview.reason}
      </Alert>
    );
  }
  return (
    <Stack>
      {preview.requests.map((request, at) => (
        <Card key={at} withBorder component="section" aria-label={t('request', { number: at + 1 })}>
          <MessageView head={<RequestLine {...request} />} message={messageOf(request)} />
        </Card>
      ))}
      {preview.open_ended && <Alert color="gray">{t('preview.open_ended')}</Alert>}
    </Stack>
  );
}

/** Method and address. */
export function RequestLine({ method, url }: { readonly method: string; readonly url: string }): ReactNode {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Badge radius="sm">{method}</Badge>
      <Code>{url}</Code>
    </Group>
  );
}

type Part = Omit<Message, 'headers'> & { readonly headers: object };

/** The document says only that headers are an object. */
export function messageOf({ headers, body, encoding, is_body_cut }: Part): Message {
  return { headers: { ...headers }, body, encoding, is_body_cut };
}
