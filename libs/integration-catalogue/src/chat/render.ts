import type { RichText, Segment } from './rich-text.ts';

/** How a product writes text, links and emphasis. Each must return text in which the argument can't act as markup. */
export interface Markup {
  readonly text: (value: string) => string;
  readonly link: (label: string, url: string) => string;
  readonly strong: (value: string) => string;
}

/** How much a product takes, and in which unit. */
export interface Limit {
  readonly max: number;
  readonly measure: (rendered: string) => number;
}

const ELLIPSIS = '…';

export const characters = (max: number): Limit => ({ max, measure: (rendered) => rendered.length });
/** UTF-8 bytes. */
export const bytes = (max: number): Limit => ({ max, measure: (rendered) => Buffer.byteLength(rendered) });
/** UTF-8 bytes as part of a JSON document, where quotes and backslashes take two. */
export const jsonBytes = (max: number): Limit => ({
  max,
  measure: (rendered) => Buffer.byteLength(JSON.stringify(rendered)),
});

/** Writes a text in a product's markup; one that is too long is cut between or inside plain stretches, never inside markup. */
export function render(text: RichText, markup: Markup, limit: Limit): string {
  let out = '';
  let room = limit.max - limit.measure(ELLIPSIS);
  for (const segment of text) {
    const rendered = renderSegment(segment, markup);
    const size = limit.measure(rendered);
    if (size > room) return `${out}${fitting(segment, markup, { ...limit, max: room })}${ELLIPSIS}`;
    out += rendered;
    room -= size;
  }
  return out;
}

function renderSegment({ text, url, isStrong }: Segment, markup: Markup): string {
  if (text === '') return '';
  if (url !== undefined) return markup.link(text, safeUrl(url));
  return isStrong === true ? markup.strong(text) : markup.text(text);
}

/** As much of a plain stretch as there is room for; links and emphasis fit whole or not at all. */
function fitting({ text, url, isStrong }: Segment, markup: Markup, limit: Limit): string {
  if (url !== undefined || isStrong === true) return '';
  let fits = 0;
  let tooLong = text.length + 1;
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (limit.measure(markup.text(prefix(text, middle))) <= limit.max) fits = middle;
    else tooLong = middle;
  }
  return fits === 0 ? '' : markup.text(prefix(text, fits));
}

function prefix(text: string, length: number): string {
  const cut = text.slice(0, length);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

/** Percent-encodes what could end a link in some markup. Brackets stay: IPv6 addresses are written in them. */
function safeUrl(url: string): string {
  return url
    .toWellFormed()
    .replace(/[\s\0-\x1f\x7f<>()|"'`\\*]/g, (character) =>
      character < '\x80'
        ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
        : encodeURIComponent(character),
    );
}
