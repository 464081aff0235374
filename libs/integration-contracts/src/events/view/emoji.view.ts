import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { objectOrEmpty, text, url } from '../parse/read.ts';
import { baseOf } from './parts.view.ts';
import type { ViewBase } from './parts.view.ts';
import { targetOf } from './target.view.ts';

/** An emoji reaction. */
export interface EmojiView extends ViewBase {
  readonly trigger: 'emoji';
  /** Name of the emoji, without colons. */
  readonly name: string | undefined;
  /** `award` or `revoke`. */
  readonly action: string | undefined;
  /** What got the reaction: `Issue`, `MergeRequest`, `Note`… */
  readonly awardableType: string | undefined;
  /** Title of the item that got it, or that holds the comment that got it. */
  readonly targetTitle: string | undefined;
  readonly targetReference: string | undefined;
  readonly url: string | undefined;
}

/** Builds the view of an emoji reaction. */
export function emojiView(payload: JsonObject, facts: EventFacts): EmojiView {
  const attributes = objectOrEmpty(payload['object_attributes']);
  const target = targetOf(payload);
  return {
    trigger: 'emoji',
    ...baseOf(payload),
    name: text(attributes['name']),
    action: facts.action,
    awardableType: text(attributes['awardable_type']),
    targetTitle: target.title,
    targetReference: target.reference,
    url: url(attributes['awarded_on_url']) ?? target.url,
  };
}
