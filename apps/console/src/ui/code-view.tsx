import { Button, Code, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './code-view.module.css';

interface CodeViewProps {
  readonly text: string;
  readonly isJson: boolean;
  /** What a download is called. */
  readonly fileName: string;
}

/** So much is shown at first; a browser needs seconds to lay out megabytes. */
const SHOWN_LENGTH = 20_000;
const COLOURED_LENGTH = 100_000;

/** A body, coloured where it is JSON. Whatever is in it stays text. */
export function CodeView({ text, isJson, fileName }: CodeViewProps): ReactNode {
  const { t } = useTranslation('shell');
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? text : text.slice(0, SHOWN_LENGTH);
  const download = (): void => {
    const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <>
      <Code block mah={420} tabIndex={0}>
        {isJson && shown.length <= COLOURED_LENGTH ? <Coloured text={shown} /> : shown}
      </Code>
      {text.length > SHOWN_LENGTH && (
        <Group gap="xs">
          {!isWhole && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                setIsWhole(true);
              }}
            >
              {t('message.whole', { length: text.length })}
            </Button>
          )}
          <Button size="compact-xs" variant="default" onClick={download}>
            {t('message.download')}
          </Button>
        </Group>
      )}
    </>
  );
}

function Coloured({ text }: { readonly text: string }): ReactNode {
  // Its own chunk, for the pages alone that show bodies; without it the text is there all the same.
  const { data: highlighter } = useQuery({
    queryKey: ['highlighter'],
    queryFn: () => import('sugar-high/core'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (highlighter === undefined) return text;
  return highlighter.parse(text, { quotedKeys: true }).lines.map(({ index, tokens }) => (
    <span key={index}>
      {tokens.map(({ type, value }, at) => (
        <span key={at} className={classes[type]}>
          {value}
        </span>
      ))}
      {'\n'}
    </span>
  ));
}
