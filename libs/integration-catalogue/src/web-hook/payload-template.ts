import { AppError } from '@patchbay/integration-contracts';
import type { JsonObject } from '@patchbay/integration-contracts';
import { BoundedCache } from './bounded-cache.ts';
import { templateParts } from './template-parts.ts';
import type { TemplatePart, ValuePart } from './template-parts.ts';
import { TemplateScope } from './template-scope.ts';

/** A template that was understood. */
interface Template {
  readonly parts: readonly TemplatePart[];
  /** Without sections, nothing in a payload decides whether the result is JSON. */
  readonly hasSections: boolean;
}

export const MAX_TEMPLATE_CHARACTERS = 64 * 1024;
const MAX_TEMPLATES = 500;
const MAX_OUTPUT_BYTES = 1024 * 1024;
/** Passes through sections, over all of them. */
const MAX_PASSES = 10_000;

const templates = new BoundedCache(MAX_TEMPLATES, compile);

/** @returns what is wrong with a template itself, for people; `undefined` for one that can be rendered */
export function templateProblem(template: string): string | undefined {
  return reasonOf(() => templates.get(template));
}

/** @returns why a template makes no JSON of a payload, for people; `undefined` when it does */
export function renderingProblem(template: string, payload: JsonObject): string | undefined {
  return reasonOf(() => renderPayload(template, payload));
}

/**
 * The JSON that a template makes of a payload, in UTF-8.
 * @throws AppError `template_failed` when the result is too large or no JSON
 */
export function renderPayload(template: string, payload: JsonObject): Uint8Array {
  try {
    const { parts, hasSections } = templates.get(template);
    const text = rendered(parts, payload);
    if (hasSections) JSON.parse(text);
    return Buffer.from(text);
  } catch (error) {
    throw new AppError('template_failed', messageOf(error));
  }
}

function compile(template: string): Template {
  const parts = templateParts(template);
  const hasSections = parts.some(({ kind }) => kind === 'section');
  if (!hasSections) JSON.parse(rendered(parts, {}));
  return { parts, hasSections };
}

function rendered(parts: readonly TemplatePart[], payload: JsonObject): string {
  const output = new Output();
  output.write(parts, new TemplateScope(payload));
  return output.text;
}

/** What has been written, within bounds. */
class Output {
  text = '';
  #bytes = 0;
  #passes = 0;

  write(parts: readonly TemplatePart[], scope: TemplateScope): void {
    for (const part of parts) {
      if (part.kind === 'text') this.#add(part.text);
      else if (part.kind === 'value') this.#add(jsonOf(scope.find(part.path), part));
      else {
        const items = itemsOf(scope.find(part.path), part.isInverted);
        for (const [index, item] of items.entries()) {
          this.#passes += 1;
          if (this.#passes > MAX_PASSES)
            throw new RangeError(`its sections are passed more than ${MAX_PASSES} times`);
          this.write(part.parts, new TemplateScope(item, scope, index === items.length - 1));
        }
      }
    }
  }

  #add(text: string): void {
    this.#bytes += Buffer.byteLength(text);
    if (this.#bytes > MAX_OUTPUT_BYTES) throw new RangeError('it makes more than 1 MiB');
    this.text += text;
  }
}

/** Mustache's sense of true: an empty list, an empty text and 0 are not. */
function itemsOf(value: unknown, isInverted: boolean): readonly unknown[] {
  const items = Array.isArray(value) ? (value as readonly unknown[]) : value ? [value] : [];
  if (!isInverted) return items;
  return items.length === 0 ? [undefined] : [];
}

function jsonOf(value: unknown, { isInString }: ValuePart): string {
  if (!isInString) return JSON.stringify(value ?? null);
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return value === undefined || value === null ? '' : JSON.stringify(text).slice(1, -1);
}

function reasonOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    return error instanceof AppError ? error.detail : messageOf(error);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
