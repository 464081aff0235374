import { defineIntegration, field, form, post } from '@patchbay/integration-contracts';
import { projectName } from './chat/chat-message.ts';
import { describeForChat } from './chat/describe-for-chat.ts';
import { characters, render } from './chat/render.ts';
import { clip, oneLine } from './chat/rich-text.ts';
import { saying } from './chat/say.ts';
import { PRIORITIES, SOUNDS } from './pushover/choices.ts';
import { labelMarkup } from './markup/html-markup.ts';

/** Source: Pushover, "Limitations" of its API. */
const MESSAGE = characters(1024);
const MAX_TITLE = 250;
const MAX_URL = 512;
const MAX_URL_TITLE = 100;

export const pushover = defineIntegration({
  name: 'pushover',
  title: 'Pushover',
  summary: 'Sends a push notification to phones and computers for what is pushed.',
  help: 'pushover.net shows the user key after signing in; register an application there for the API key.',
  category: 'common',
  fields: {
    api_key: field.password({
      title: 'API key',
      help: 'Of the application.',
      required: true,
      section: 'connection',
      example: 'pushover-app-key-1f6a',
    }),
    user_key: field.password({
      title: 'User key',
      help: 'Of a user or a delivery group.',
      required: true,
      section: 'connection',
      example: 'pushover-user-key-1f6a',
    }),
    device: field.text({
      title: 'Devices',
      help: 'Names of devices, separated by commas; all of them when empty.',
      section: 'configuration',
    }),
    priority: field.select({
      title: 'Priority',
      choices: PRIORITIES,
      required: true,
      example: 0,
      section: 'configuration',
    }),
    sound: field.select({
      title: 'Sound',
      help: 'That of the device when none is chosen.',
      choices: SOUNDS,
      section: 'configuration',
    }),
  },
  events: { supported: ['push'], configurable: [] },
  requests: ({ settings, event }) => {
    const { summary, project } = describeForChat(event.view, 'en');
    const { api_key: token, user_key: user, device = '', priority, sound } = settings;
    const name = oneLine(projectName(project) ?? '');
    const title = clip(saying('en').word('link.project', { project: name }), MAX_URL_TITLE);
    const url =
      project?.url !== undefined && project.url.length <= MAX_URL
        ? { url: project.url, url_title: title }
        : {};
    return post(
      'https://api.pushover.net/1/messages.json',
      form({
        ...{ token, user, device, priority: String(priority) },
        title: clip(name, MAX_TITLE),
        message: render(summary, labelMarkup, MESSAGE),
        ...url,
        ...(sound !== undefined && { sound }),
      }),
    );
  },
});
