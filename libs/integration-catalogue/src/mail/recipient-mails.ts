import { mail } from '@patchbay/integration-contracts';
import type { MailSpec } from '@patchbay/integration-contracts';
import { characters, render } from '../chat/render.ts';
import type { RichText } from '../chat/rich-text.ts';
import { htmlMarkup, plainMarkup } from '../markup/html-markup.ts';
import { mailAddresses } from './recipients.ts';

/** Mail servers take far more, but no one reads it. */
const LIMIT = characters(200_000);

interface Letter extends Pick<MailSpec, 'from' | 'replyTo' | 'headers'> {
  readonly subject: string;
  readonly body: RichText;
}

/** One mail for each address, so that a retry does not repeat it to those who have it. */
export function recipientMails(recipients: string, { body, ...letter }: Letter): readonly MailSpec[] {
  const text = render(body, plainMarkup, LIMIT);
  const html = `<!DOCTYPE html>\n<html><body>${render(body, htmlMarkup, LIMIT)}</body></html>\n`;
  return mailAddresses(recipients).map((address) => mail({ to: [address], ...letter, text, html }));
}
