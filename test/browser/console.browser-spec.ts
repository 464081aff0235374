import type { Browser, Locator } from 'playwright-core';
import { Receiver } from '@patchbay/tools/receiver';
import { anEvent } from '../support/an-event.ts';
import { CleanUps } from '../support/clean-ups.ts';
import { Patchbay } from '../support/patchbay.ts';
import { ConsoleReader, startChromium } from './console-reader.ts';

const PROJECT = 4100;
/** Says so in a dialog if a page ever takes it for more than text. */
const MARKUP = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
const PHONE = { width: 360, height: 740 };
const PAGES = [
  ...['integrations', 'integrations/webhook', 'deliveries', 'dead-letters'].map(
    (page) => `projects/${String(PROJECT)}/${page}`,
  ),
  ...['instance/integrations', 'overview', 'tokens', 'audit', 'keys'],
];

/** One after the other, as somebody would go about it; later steps find what earlier ones left. */
describe('the console, in a browser', () => {
  const cleanUps = new CleanUps();
  let browser: Browser;
  let patchbay: Patchbay;
  let receiver: Receiver;
  let reader: ConsoleReader;

  beforeAll(async () => {
    browser = cleanUps.add(await startChromium(), (started) => started.close());
    receiver = cleanUps.add(await Receiver.start(), (started) => started.close());
    patchbay = cleanUps.add(
      await Patchbay.start({ name: 'browser', environment: { RETRY_DELAYS: '300ms,2s,600s' } }),
      (started) => started.stop(),
    );
    reader = await newReader();
  }, 120_000);
  afterAll(() => cleanUps.run(), 60_000);

  const newReader = async (): Promise<ConsoleReader> =>
    cleanUps.add(await ConsoleReader.open(browser), (opened) => opened.close());
  const at = (page: string): string => `${patchbay.api.baseUrl}/console/${page}`;
  const atProject = (page: string): string => at(`projects/${String(PROJECT)}/${page}`);
  const heading = (name: string): Locator => reader.page.getByRole('heading', { name, exact: true });
  const button = (name: string): Locator => reader.page.getByRole('button', { name });
  const row = (outcome: string): Locator =>
    reader.page.getByRole('listitem').filter({ hasText: outcome }).first();

  const open = async (page: string): Promise<void> => {
    await reader.page.goto(at(page));
    await reader.page.getByRole('heading', { level: 1 }).waitFor();
    await reader.page.getByText('Loading…').first().waitFor({ state: 'hidden' });
  };

  it('signs in who comes with a one-time link', async () => {
    await reader.page.goto(await patchbay.api.signInLink());
    await heading('Integrations').waitFor();
    expect(reader.page.url()).toBe(at('instance/integrations'));
  });

  it('shows at the field what is wrong with it, and saves once it is right', async () => {
    await reader.page.goto(atProject('integrations/webhook'));
    const url = reader.page.getByLabel('URL', { exact: false }).first();
    await url.fill('not a URL');
    await button('Save and turn on').click();
    await reader.page.getByText('One field needs your attention.').waitFor();
    expect(await url.getAttribute('aria-invalid')).toBe('true');
    await url.fill(`${receiver.url}/hook`);
    await button('Save and turn on').click();
    await reader.page.getByText('Saved.').waitFor();
    expect((await patchbay.api.get(`project:${PROJECT}`, 'webhook')).properties).toMatchObject({
      url: `${receiver.url}/hook`,
    });
  });

  it('shows a delivery as it is made, and its attempt, without running what a receiver answers', async () => {
    receiver.on('/hook', { body: MARKUP });
    await reader.page.goto(atProject('deliveries'));
    await reader.page.getByText('Nothing was sent yet').waitFor();
    const event = anEvent().inProject(PROJECT);
    const project = { ...(event.json()['project'] as object), name: MARKUP };
    await patchbay.publish(event.with({ project }));
    await row('Delivered').getByRole('link').click();
    const attempt = reader.page.getByRole('region', { name: 'Attempt 1' });
    await attempt.getByText(MARKUP).first().waitFor();
    expect(await attempt.innerText()).toContain('POST');
  });

  it('shows that a failed delivery is tried again', async () => {
    receiver.on('/hook', { answers: [503], body: MARKUP });
    await reader.page.goto(atProject('deliveries'));
    await row('Delivered').waitFor();
    await patchbay.publish(anEvent().inProject(PROJECT));
    await row('Attempt 2').waitFor();
    await row('Retrying').getByRole('link').click();
    await reader.page.getByText('It is tried again').waitFor();
    await reader.page.getByRole('region', { name: 'Attempt 2' }).getByText('503').first().waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'has no barrier that axe calls serious, in %s',
    async (scheme) => {
      await reader.page.emulateMedia({ colorScheme: scheme });
      const findings: Record<string, unknown> = {};
      for (const page of PAGES) {
        await open(page);
        findings[page] = await reader.severeFindings();
      }
      await open(PAGES[2] ?? '');
      await button('Replay').click();
      await reader.page.getByRole('dialog').waitFor();
      findings['replay'] = await reader.severeFindings();
      await reader.page.keyboard.press('Escape');
      await row('Delivered').getByRole('link').click();
      await reader.page.getByRole('region', { name: 'Attempt 1' }).waitFor();
      findings['delivery'] = await reader.severeFindings();
      expect(findings).toEqual(
        Object.fromEntries([...PAGES, 'replay', 'delivery'].map((page) => [page, []])),
      );
    },
    120_000,
  );

  it('fits on a phone', async () => {
    await reader.page.setViewportSize(PHONE);
    const tooWide: string[] = [];
    for (const page of PAGES) {
      await open(page);
      if (await reader.isTooWide()) tooWide.push(page);
    }
    expect(tooWide).toEqual([]);
    await reader.page.getByRole('button', { name: 'Menu', exact: true }).click();
    await reader.page.getByRole('link', { name: 'Deliveries' }).click();
    await heading('Deliveries').waitFor();
  }, 120_000);

  it('speaks German', async () => {
    await reader.page.getByRole('button', { name: 'You and your preferences' }).click();
    await reader.page.getByText('Deutsch').click();
    await reader.page.goto(atProject('integrations/webhook'));
    await reader.page.getByText('Auslösende Ereignisse').waitFor();
    expect(await reader.page.getAttribute('html', 'lang')).toBe('de');
  });

  it('offers no change to who may only read', async () => {
    const { status, body } = await patchbay.api.call('POST', '/api/v4/admin/tokens', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ name: MARKUP, kind: 'service', owner: 'Visitors', role: 'reader' },
        scope: `project:${String(PROJECT)}`,
      }),
    });
    expect([status, body]).toMatchObject([201, {}]);
    const visitor = await newReader();
    await visitor.page.goto(at(''));
    await visitor.page
      .getByLabel('Access token')
      .first()
      .fill((body as { token: string }).token);
    await visitor.page.getByRole('button', { name: 'Sign in' }).click();
    await visitor.page.getByRole('heading', { name: 'Integrations', exact: true }).waitFor();
    await visitor.page.goto(atProject('integrations/webhook'));
    const url = visitor.page.getByLabel('URL', { exact: false }).first();
    await url.waitFor();
    expect(await url.getAttribute('readonly')).not.toBeNull();
    expect(await visitor.page.getByRole('button', { name: /save|more actions/i }).count()).toBe(0);
    await visitor.page.goto(atProject('deliveries'));
    await visitor.page.getByRole('listitem').first().waitFor();
    expect(await visitor.page.getByRole('button', { name: /replay|send again/i }).count()).toBe(0);
    expect(visitor.troubles).toEqual([]);
  });

  it('has run without an error in the browser’s console, a refusal of the CSP, or a script of others', () => {
    expect(reader.troubles).toEqual([]);
  });
});
