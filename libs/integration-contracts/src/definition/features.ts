import type { JsonObject } from '../events/index.ts';
import type { RequestSpec, ResponseView } from './request.ts';

/** A mention of an issue in a text. */
export interface IssueReference {
  /** What identifies it in the tracker: `PROJ-123`, `123`. */
  readonly issue: string;
  /** As it stands in the text. */
  readonly text: string;
  /** UTF-16 units before it. */
  readonly index: number;
}

/** Pages of a tracker. */
export interface TrackerLinks {
  readonly project?: string;
  /** Holds `:id` in place of the issue. */
  readonly issue: string;
  readonly newIssue?: string;
}

/** An external issue tracker; a project has one at most. */
export interface IssueTracker<Settings> {
  readonly links: (settings: Settings) => TrackerLinks;
  /** Finds the issues that a text mentions, in order. */
  readonly references: (text: string, settings: Settings) => readonly IssueReference[];
}

/** A wiki elsewhere; a project has one at most. */
export interface ExternalWiki<Settings> {
  readonly link: (settings: Settings) => string;
}

/** What a query may be given; values come from its caller. */
export interface QueryParameter {
  readonly name: string;
  readonly summary: string;
  readonly required?: boolean;
}

/** A question to the product whose answer people are shown, such as a list of issues. */
export interface ProductQuery<Settings> {
  readonly summary: string;
  readonly parameters: readonly QueryParameter[];
  readonly request: (input: {
    readonly settings: Settings;
    readonly parameters: Readonly<Record<string, string | undefined>>;
  }) => RequestSpec;
  /** The entries of an answer, in the words of the product. */
  readonly entries: (response: ResponseView) => readonly JsonObject[];
}

/** A command that people type in a chat. */
export interface ChatCommand {
  readonly name: string;
  /** As a person types it behind the slash command: `issue show <id>`. */
  readonly usage: string;
  readonly summary: string;
}

/** What a chat product posts to us when a person types a command there, and how it wants to be answered. */
export interface InboundCommands<Settings> {
  /** Names of the form fields that the product sends. */
  readonly parameters: readonly string[];
  readonly commands: readonly ChatCommand[];
  /** Whether the call comes from the product: its token is the one of the settings. */
  readonly isGenuine: (settings: Settings, parameters: Readonly<Record<string, string>>) => boolean;
  readonly reply: (reply: { readonly text: string; readonly isPublic: boolean }) => JsonObject;
}

/** A variable that the integration gives to CI/CD jobs. */
export interface CiVariable {
  readonly key: string;
  readonly value: string;
  readonly isMasked: boolean;
}
