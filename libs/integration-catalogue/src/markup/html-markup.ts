import type { Markup } from '../chat/render.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** HTML; line ends become breaks. */
export const htmlMarkup: Markup = {
  text: (value) => escapeHtml(value).replaceAll('\n', '<br>\n'),
  link: (label, url) => `<a href="${escapeHtml(url)}">${escapeHtml(label)}</a>`,
  strong: (value) => `<strong>${escapeHtml(value)}</strong>`,
};

/** Text without markup; a link shows where it leads. */
export const plainMarkup: Markup = {
  text: (value) => value,
  link: (label, url) => (label === url ? url : `${label} (${url})`),
  strong: (value) => value,
};

/** Text that leaves addresses out, where there is room for little more than a line. */
export const labelMarkup: Markup = {
  text: (value) => value,
  link: (label) => label,
  strong: (value) => value,
};
