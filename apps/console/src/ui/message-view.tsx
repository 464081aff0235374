import { Badge, Group, Stack, Table, Tabs, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeView } from './code-view.tsx';
import { prettyBody } from './pretty-body.ts';

export interface Message {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly encoding: 'utf8' | 'base64';
  readonly is_body_cut: boolean;
}

interface MessageViewProps {
  /** `POST https://…` or a status. */
  readonly head: ReactNode;
  readonly message: Message;
  /** What a download of the body is called. */
  readonly name?: string;
}

/** A request or a response: what is in its first line, its body and its headers. All of it is shown as text. */
export function MessageView({ head, message, name = 'body' }: MessageViewProps): ReactNode {
  const { t } = useTranslation('shell');
  const headers = Object.entries(message.headers);
  return (
    <Stack gap="xs">
      {head}
      <Tabs defaultValue="body" variant="outline" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="body">{t('message.body')}</Tabs.Tab>
          <Tabs.Tab value="headers">{t('message.headers', { count: headers.length })}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="body" pt="xs">
          <MessageBody message={message} name={name} />
        </Tabs.Panel>
        <Tabs.Panel value="headers" pt="xs">
          <Table layout="auto" verticalSpacing={4}>
            <Table.Tbody>
              {headers.map(([name, value]) => (
                <Table.Tr key={name}>
                  <Table.Th fw={600} ta="left" ff="monospace" fz="xs" style={{ verticalAlign: 'top' }}>
                    {name}
                  </Table.Th>
                  <Table.Td ff="monospace" fz="xs">
                    {String(value)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function MessageBody({ message, name }: { readonly message: Message; readonly name: string }): ReactNode {
  const { t } = useTranslation('shell');
  if (message.body === '')
    return (
      <Text c="dimmed" size="sm">
        {t('message.empty')}
      </Text>
    );
  return (
    <Stack gap={4}>
      <CodeView text={prettyBody(message)} isJson={/^\s*[[{]/.test(message.body)} fileName={`${name}.txt`} />
      <Group gap="xs">
        {message.encoding === 'base64' && <Badge variant="default">{t('message.binary')}</Badge>}
        {message.is_body_cut && <Badge variant="default">{t('message.cut')}</Badge>}
      </Group>
    </Stack>
  );
}
