import { defineIntegration } from '@patchbay/integration-contracts';
import type {
  DefinitionInput,
  Fields,
  IntegrationDefinition,
  IntegrationEvent,
  RequestPlan,
  SettingsOf,
} from '@patchbay/integration-contracts';
import type { Locale } from '../locales/locale.ts';
import { chatEvents } from './chat-events.ts';
import type { ChatTrigger } from './chat-events.ts';
import { CHAT_FILTER_FIELDS, LANGUAGE_FIELD } from './chat-fields.ts';
import { chatFilter } from './chat-filter.ts';
import type { ChatFilterSettings } from './chat-filter.ts';
import type { ChatMessage } from './chat-message.ts';
import { describeForChat } from './describe-for-chat.ts';

type Shared = 'name' | 'title' | 'summary' | 'help' | 'levels' | 'flag' | 'deprecated' | 'verdict' | 'probe';

interface ChatNotification<F extends Fields, T extends ChatTrigger> extends Pick<
  DefinitionInput<F, T>,
  Shared
> {
  /** Its own ones; filters and language come in addition. */
  readonly fields: F;
  readonly triggers: readonly T[];
  /** Those of chats when absent. */
  readonly defaultTriggers?: readonly NoInfer<T>[];
  readonly requests: (input: {
    readonly settings: SettingsOf<F>;
    readonly event: IntegrationEvent<T>;
    /** The event in words of the language that is set. */
    readonly message: ChatMessage;
  }) => RequestPlan;
}

/** An integration that tells a chat what happens: filters, events, language and wording are the same for all of them. */
export function defineChatNotification<const F extends Fields, const T extends ChatTrigger>({
  fields,
  triggers,
  defaultTriggers,
  requests,
  ...input
}: ChatNotification<F, T>): IntegrationDefinition {
  const events = chatEvents(triggers);
  // Which fields there are is lost to the compiler with the spread below; they have checked the values that come back.
  const rest = input as Pick<DefinitionInput<Fields, T>, Shared>;
  return defineIntegration<Fields, T>({
    ...rest,
    category: 'chat',
    fields: { ...fields, ...CHAT_FILTER_FIELDS, ...LANGUAGE_FIELD },
    events: { ...events, default: defaultTriggers ?? events.default },
    filter: (one) => chatFilter({ ...one, settings: one.settings as unknown as ChatFilterSettings }),
    requests: ({ settings, event }) => {
      const locale = (settings as { readonly message_language?: Locale }).message_language ?? 'en';
      const message = describeForChat(event.view, locale);
      return requests({ settings: settings as SettingsOf<F>, event: event, message });
    },
  });
}
