import type { EventFacts } from '../event-facts.ts';
import type { JsonObject } from '../json.ts';
import { objectOrEmpty, text, url } from '../parse/read.ts';
import { baseOf } from './parts.view.ts';
import type { ViewBase } from './parts.view.ts';

/** A wiki page. */
export interface WikiPageView extends ViewBase {
  readonly trigger: 'wiki_page';
  readonly title: string | undefined;
  readonly slug: string | undefined;
  readonly url: string | undefined;
  /** `create`, `update` or `delete`. */
  readonly action: string | undefined;
  /** Commit message of the edit. */
  readonly message: string | undefined;
  readonly diffUrl: string | undefined;
  readonly content: string | undefined;
  /** Markup language: `markdown`, `asciidoc`… */
  readonly format: string | undefined;
}

/** Builds the view of a wiki page. */
export function wikiPageView(payload: JsonObject, facts: EventFacts): WikiPageView {
  const attributes = objectOrEmpty(payload['object_attributes']);
  return {
    trigger: 'wiki_page',
    ...baseOf(payload),
    title: text(attributes['title']),
    slug: text(attributes['slug']),
    url: url(attributes['url']),
    action: facts.action,
    message: text(attributes['message']),
    diffUrl: url(attributes['diff_url']),
    content: text(attributes['content']),
    format: text(attributes['format']),
  };
}
