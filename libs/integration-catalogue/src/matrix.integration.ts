import { field, json, put } from '@patchbay/integration-contracts';
import { COMMON_CHAT_TRIGGERS } from './chat/chat-events.ts';
import { textOf } from './chat/chat-message.ts';
import { defineChatNotification } from './chat/define-chat-notification.ts';
import { jsonBytes, render } from './chat/render.ts';
import { htmlMarkup, plainMarkup } from './markup/html-markup.ts';
import { urlPart, withoutSlash } from './addresses/url-part.ts';

/** Source: Matrix, "Size limits": an event has at most 65,536 bytes, in which the text stands twice. */
const LIMIT = jsonBytes(30_000);

export const matrix = defineChatNotification({
  name: 'matrix',
  title: 'Matrix notifications',
  summary: 'Tells a Matrix room what happens in a project.',
  help: 'Sign a user of its own in, copy its access token (in Element under Help & About), and invite it to the room.',
  fields: {
    hostname: field.url({
      title: 'Server',
      help: 'Another one than the default if the user is at home elsewhere.',
      default: 'https://matrix-client.matrix.org',
      exposesSecrets: true,
      section: 'connection',
    }),
    token: field.password({
      title: 'Token',
      help: 'Access token of the user who posts.',
      required: true,
      exposesSecrets: true,
      section: 'connection',
      example: 'syt_matrix-token-1f6a',
    }),
    room: field.text({
      title: 'Room identifier',
      help: 'Element shows it under Room settings, Advanced.',
      placeholder: '!qPKKM111FFKKsfoCVy:matrix.org',
      required: true,
      section: 'configuration',
      example: '!engineroom:matrix.org',
    }),
  },
  triggers: [...COMMON_CHAT_TRIGGERS, 'incident', 'vulnerability'],
  requests: ({ settings: { hostname, token, room }, event, message }) => {
    const path = `rooms/${urlPart(room)}/send/m.room.message/${urlPart(event.id)}`;
    return put(
      `${withoutSlash(hostname)}/_matrix/client/v3/${path}`,
      json({
        body: render(textOf(message), plainMarkup, LIMIT),
        msgtype: 'm.notice',
        format: 'org.matrix.custom.html',
        formatted_body: render(textOf(message), htmlMarkup, LIMIT),
        // Nobody is pinged, whatever the text says.
        'm.mentions': {},
      }),
      { headers: { authorization: `Bearer ${token}` } },
    );
  },
});
