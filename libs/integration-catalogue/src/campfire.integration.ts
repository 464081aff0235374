import { defineIntegration, field, form, get, post, skip } from '@patchbay/integration-contracts';
import { entriesAt } from './answers/json-answer.ts';
import { describeForChat } from './chat/describe-for-chat.ts';
import { characters, render } from './chat/render.ts';
import { plainMarkup } from './markup/html-markup.ts';

const LIMIT = characters(4_000);

export const campfire = defineIntegration({
  name: 'campfire',
  title: 'Campfire Classic',
  summary: 'Tells a Campfire room what is pushed.',
  help: 'The page My info in Campfire shows the API token.',
  category: 'common',
  fields: {
    token: field.password({
      title: 'Campfire token',
      help: 'API token of the user who speaks.',
      required: true,
      section: 'connection',
      example: 'campfire-token-1f6a',
    }),
    subdomain: field.text({
      title: 'Campfire subdomain',
      help: 'What stands before .campfirenow.com.',
      exposesSecrets: true,
      pattern: /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i,
      patternHint: 'must be a name of letters, digits and hyphens',
      section: 'connection',
      example: 'rockets',
    }),
    room: field.text({
      title: 'Campfire room',
      help: 'Name of the room, or the number at the end of its address.',
      section: 'connection',
      example: '1042',
    }),
  },
  events: { supported: ['push'], configurable: [] },
  requests: function* ({ settings: { token, subdomain, room }, event }) {
    if (subdomain === undefined || room === undefined) return skip('no room is set');
    const server = `https://${subdomain}.campfirenow.com`;
    const access = { basicAuth: { username: token, password: 'X' } };
    const rooms = yield get(`${server}/rooms.json`, access);
    // A refusal is told as such.
    if (rooms.status !== 200) return undefined;
    const found = entriesAt(rooms, 'rooms').find(
      ({ id, name }) => name === room || (typeof id === 'number' && `${id}` === room),
    );
    if (typeof found?.['id'] !== 'number') return skip('there is no such room');
    const body = render(describeForChat(event.view, 'en').summary, plainMarkup, LIMIT);
    const message = form({ 'message[type]': 'TextMessage', 'message[body]': body });
    yield post(`${server}/room/${found['id']}/speak.json`, message, access);
    return undefined;
  },
});
