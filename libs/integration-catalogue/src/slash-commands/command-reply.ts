import type { JsonObject } from '@patchbay/integration-contracts';
import { clip } from '../chat/rich-text.ts';

interface Reply {
  readonly text: string;
  readonly isPublic: boolean;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const BROADCAST = /@(?=(?:here|channel|everyone|all)\b)/gi;
/** An address, which stays as it is, or a character that could be Markdown. */
const ADDRESS_OR_MARKDOWN = /https?:\/\/[^\s<>()[\]"'`\\]+|[\\`*_[\]<>#|~!]/g;
const SLACK_LIMIT = 40_000;
const MATTERMOST_LIMIT = 16_383;

/** Answers with plain text: what is escaped can be neither a link that leads elsewhere nor a mention of everyone. */
export function slackReply({ text, isPublic }: Reply): JsonObject {
  const escaped = text.toWellFormed().replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');
  return replyOf(clip(escaped, SLACK_LIMIT), isPublic);
}

/** The same for Mattermost, which reads Markdown. */
export function mattermostReply({ text, isPublic }: Reply): JsonObject {
  const escaped = text
    .toWellFormed()
    .replace(BROADCAST, '@\u200b')
    .replace(ADDRESS_OR_MARKDOWN, (found) => (found.length > 1 ? found : `\\${found}`));
  return replyOf(clip(escaped, MATTERMOST_LIMIT), isPublic);
}

function replyOf(text: string, isPublic: boolean): JsonObject {
  return { response_type: isPublic ? 'in_channel' : 'ephemeral', text };
}
