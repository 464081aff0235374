/** A stretch of text. What it says is data: whoever renders it escapes it. */
export interface Segment {
  readonly text: string;
  readonly url?: string | undefined;
  readonly isStrong?: boolean;
}

/** Text with links and emphasis that no product's markup has touched yet. */
export type RichText = readonly Segment[];

/** What may be put into a text. */
export type Part = string | number | Segment | RichText | undefined;

const TITLE_LENGTH = 300;
const PROSE_LENGTH = 4000;
// Control characters, and those that turn the reading direction, which could make a link read as another.
const UNWANTED = /[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g;

/** Template tag: text put into it becomes a single line; absent parts vanish. */
export function rich(literals: TemplateStringsArray, ...parts: readonly Part[]): RichText {
  const text: Segment[] = [];
  for (const [index, literal] of literals.entries()) {
    if (literal !== '') text.push({ text: literal });
    append(text, parts[index]);
  }
  return text;
}

function append(text: Segment[], part: Part): void {
  if (part === undefined || part === '') return;
  if (typeof part === 'string') text.push({ text: oneLine(part) });
  else if (typeof part === 'number') text.push({ text: String(part) });
  else if ('text' in part) text.push(part);
  else text.push(...part);
}

/** A link; plain text when there is no address. */
export function link(label: string | number, url: string | undefined): Segment {
  return { text: oneLine(String(label)), url };
}

/** `#5 Title` as a link; nothing when neither is known. */
export function itemLink(
  sigil: string,
  { iid, title, url }: { iid: number | undefined; title: string | undefined; url: string | undefined },
): RichText {
  const label = [iid === undefined ? undefined : `${sigil}${iid}`, title].filter(
    (part) => part !== undefined,
  );
  return label.length === 0 ? [] : [link(label.join(' '), url)];
}

export function strong(text: string): Segment {
  return { text: oneLine(text), isStrong: true };
}

/** Text of several lines, such as a description, cut at 4,000 characters. */
export function prose(text: string): RichText {
  return [{ text: clip(text, PROSE_LENGTH).toWellFormed().replace(UNWANTED, '').trim() }];
}

/** Joins texts, with a separator between each two. */
export function joined(texts: readonly RichText[], separator: string): RichText {
  return texts.flatMap((text, index) => (index === 0 ? text : [{ text: separator }, ...text]));
}

/** At most `length` UTF-16 units; what was cut off is marked. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = isHighSurrogate(text.charCodeAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** Cleaned of control characters, blanks run together and trimmed, at most 300 characters. */
export function oneLine(text: string): string {
  return clip(text, TITLE_LENGTH).toWellFormed().replace(/\s+/g, ' ').replace(UNWANTED, '').trim();
}
