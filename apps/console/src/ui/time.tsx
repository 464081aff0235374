import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { timeAgo } from './time-ago.ts';

/** How long ago something was; the exact time on hovering, and for machines. */
export function Time({ at }: { readonly at: string }): ReactNode {
  const { i18n } = useTranslation();
  const exact = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' }).format(
    new Date(at),
  );
  return (
    <time dateTime={at} title={exact}>
      {timeAgo(new Date(at), new Date(), i18n.language)}
    </time>
  );
}
