import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface Finding {
  readonly rule: string;
  readonly impact: string;
  readonly at: readonly string[];
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
/** The machine may be busy with three services and Kafka. */
const PATIENCE_MS = 20_000;
/** The browser itself reports answers that are no error of the page: settings that are refused, or not there yet. */
const TOLD_BY_BROWSER = /^Failed to load resource: .*\b(400|404)\b/;
const SETTINGS = /\/api\/v4\/.*\/integrations\/[^/]+$/;
/** Serious and critical findings keep people out; the others are a matter of taste. */
const SEVERE: ReadonlySet<string | null> = new Set(['serious', 'critical']);

/** @throws when there is no Chromium, with what to do about it */
export async function startChromium(): Promise<Browser> {
  try {
    return await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  } catch (error) {
    throw new Error(`browser tests need Chromium at ${CHROMIUM}: apt-get install chromium`, { cause: error });
  }
}

/** Somebody with a browser window of their own, and everything that went wrong in it. */
export class ConsoleReader {
  readonly page: Page;
  /** Errors of the browser's console, violations of the CSP among them, uncaught ones, and dialogs. */
  readonly troubles: string[] = [];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    page.on('console', (message) => {
      const { url } = message.location();
      const isOfForm = TOLD_BY_BROWSER.test(message.text()) && SETTINGS.test(url);
      if (message.type() === 'error' && !isOfForm) this.troubles.push(`${message.text()} at ${url}`);
    });
    page.on('pageerror', (error) => this.troubles.push(error.message));
    page.on('dialog', (dialog) => {
      this.troubles.push(`a dialog said ${dialog.message()}`);
      void dialog.dismiss();
    });
  }

  static async open(browser: Browser): Promise<ConsoleReader> {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(PATIENCE_MS);
    return new ConsoleReader(context, await context.newPage());
  }

  /** What axe finds on the page as it is, of what keeps people out. */
  async severeFindings(): Promise<readonly Finding[]> {
    // Through the debugger, which the CSP lets in; a script element would be refused.
    await this.page.evaluate(await readFile(AXE, 'utf8'));
    const { violations }: AxeResults = await this.page.evaluate('axe.run()');
    return violations
      .filter(({ impact }) => SEVERE.has(impact))
      .map(({ id, impact, nodes }) => ({
        rule: id,
        impact: String(impact),
        at: nodes.map(({ target }) => target.join(' ')),
      }));
  }

  /** Whether one has to scroll sideways. */
  async isTooWide(): Promise<boolean> {
    return this.page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}
