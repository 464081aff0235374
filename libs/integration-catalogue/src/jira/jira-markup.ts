import type { Markup } from '../chat/render.ts';

const SPECIAL = /[\\{}[\]|!*_+^~#-]/g;
const escaped = (text: string): string => text.replace(SPECIAL, String.raw`\$&`);

/** Jira's wiki markup. Source: Jira, "Text Formatting Notation Help". */
export const jiraMarkup: Markup = {
  text: escaped,
  link: (label, url) => `[${escaped(label)}|${url.replaceAll(/[[\]|{}]/g, encodeURIComponent)}]`,
  strong: (value) => `*${escaped(value)}*`,
};
