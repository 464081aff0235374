import type { ScopeKey, SettingsRevision } from '@patchbay/integration-contracts';
import { PackedValues } from './packed-values.ts';
import { RecentValues } from './recent-values.ts';
import { packSubscription, unpackSubscription } from './subscription.ts';
import type { Subscription } from './subscription.ts';
import { SubscriptionView } from './subscription-view.ts';

const NONE: readonly Subscription[] = [];

/** All settings in memory as packed bytes, parsed when an event needs them. */
export class PackedSubscriptionView extends SubscriptionView {
  readonly #values = new PackedValues();
  readonly #slots = new Map<string, number>();
  /** Most scopes hold one integration, for which an array would cost more than the rest of the entry. */
  readonly #scopes = new Map<ScopeKey, number | number[]>();
  readonly #recent: RecentValues<number, Subscription>;

  constructor(maxParsedEntries: number) {
    super();
    this.#recent = new RecentValues(maxParsedEntries);
  }

  get size(): number {
    return this.#slots.size;
  }

  get bytes(): number {
    return this.#values.allocatedBytes;
  }

  override ownOf(scope: ScopeKey): readonly Subscription[] {
    const slots = this.#scopes.get(scope);
    if (slots === undefined) return NONE;
    return typeof slots === 'number' ? [this.#read(slots)] : slots.map((slot) => this.#read(slot));
  }

  /** @returns `false` when a newer revision is held, and this one was dropped. */
  put(settings: SettingsRevision): boolean {
    const slot = this.#slots.get(settings.id);
    if (slot === undefined) {
      this.#add(settings);
      return true;
    }
    const held = this.#read(slot);
    if (settings.revision < held.revision) return false;
    if (held.scope !== settings.scope) {
      this.#leaveScope(held.scope, slot);
      this.#enterScope(settings.scope, slot);
    }
    this.#recent.delete(slot);
    this.#values.replace(slot, packSubscription(settings));
    return true;
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#leaveScope(this.#read(slot).scope, slot);
    this.#slots.delete(id);
    this.#recent.delete(slot);
    this.#values.remove(slot);
  }

  #add(settings: SettingsRevision): void {
    const slot = this.#values.add(packSubscription(settings));
    this.#slots.set(settings.id, slot);
    this.#enterScope(settings.scope, slot);
  }

  #read(slot: number): Subscription {
    const recent = this.#recent.get(slot);
    if (recent !== undefined) return recent;
    const parsed = unpackSubscription(this.#values.get(slot));
    this.#recent.set(slot, parsed);
    return parsed;
  }

  #enterScope(scope: ScopeKey, slot: number): void {
    const slots = this.#scopes.get(scope);
    if (slots === undefined) this.#scopes.set(scope, slot);
    else if (typeof slots === 'number') this.#scopes.set(scope, [slots, slot]);
    else slots.push(slot);
  }

  #leaveScope(scope: ScopeKey, slot: number): void {
    const slots = this.#scopes.get(scope);
    const rest = typeof slots === 'object' ? slots.filter((other) => other !== slot) : [];
    const [only] = rest;
    if (only === undefined) this.#scopes.delete(scope);
    else this.#scopes.set(scope, rest.length === 1 ? only : rest);
  }
}
