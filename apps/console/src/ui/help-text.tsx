import { Code, Text } from '@mantine/core';
import { Suspense, lazy } from 'react';
import type { ReactNode } from 'react';

const Markdown = lazy(() => import('react-markdown'));

interface HelpTextProps {
  readonly children: string;
  /** Within a line: no paragraphs of its own. */
  readonly isInline?: boolean;
}

/**
 * A help text with its emphasis, codes and links. It becomes elements, never HTML: markup in it shows as it is written, and
 * addresses that could run something are dropped.
 */
export function HelpText({ children, isInline = false }: HelpTextProps): ReactNode {
  const components = {
    a: ExternalLink,
    code: ({ children: inner }: { readonly children?: ReactNode }) => <Code>{inner}</Code>,
    p: ({ children: inner }: { readonly children?: ReactNode }) =>
      isInline ? <>{inner}</> : <Text size="sm">{inner}</Text>,
  };
  if (!/[*`[_<&]|\n|https?:/.test(children)) return isInline ? children : <Text size="sm">{children}</Text>;
  return (
    <Suspense fallback={children}>
      <Markdown
        components={components}
        allowedElements={['p', 'a', 'code', 'em', 'strong', 'ul', 'ol', 'li', 'br']}
        unwrapDisallowed
      >
        {children}
      </Markdown>
    </Suspense>
  );
}

function ExternalLink({
  href,
  children,
}: {
  readonly href?: string | undefined;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}
