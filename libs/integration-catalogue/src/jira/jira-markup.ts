import type { Markup } from '../chat/render.ts';

const SPECIAL = /[\\{}[\]|!*_+^~#-]/g;
/** Makes a heading or a quotation of the line that it begins. */
const LINE_START = /^([ \t]*(?:h[1-6]|bq))\./gm;

/** Two backslashes are a line break, so one is written as what it is in HTML, which Jira takes. */
const escaped = (text: string): string =>
  text
    .replace(SPECIAL, (character) => (character === '\\' ? '&#92;' : `\\${character}`))
    .replace(LINE_START, '$1&#46;');

/** Jira's wiki markup. Source: Jira, "Text Formatting Notation Help". */
export const jiraMarkup: Markup = {
  text: escaped,
  link: (label, url) => `[${escaped(label)}|${url.replaceAll(/[[\]|{}]/g, encodeURIComponent)}]`,
  strong: (value) => `*${escaped(value)}*`,
};
