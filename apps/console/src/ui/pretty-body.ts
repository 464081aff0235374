import type { Message } from './message-view.tsx';

/** Longer ones are shown as they are: indenting them takes longer than reading helps. */
const INDENTED_LENGTH = 200_000;

/** JSON indented, everything else as it is. */
export function prettyBody({
  body,
  encoding,
  is_body_cut: isCut,
}: Pick<Message, 'body' | 'encoding' | 'is_body_cut'>): string {
  const isJson = /^\s*[[{]/.test(body) && encoding === 'utf8' && !isCut && body.length <= INDENTED_LENGTH;
  if (!isJson) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}
