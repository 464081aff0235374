import { filtered, rowsOf, successRatio } from './integration-rows.ts';
import type { CatalogueEntry, ListedIntegration } from './integration-rows.ts';

const anEntry = (slug: string, more: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  ...{ name: slug, slug, title: slug.toUpperCase(), summary: `About ${slug}`, category: 'chat' },
  ...{ levels: ['project'], multiple: false, fields: [], events: [] },
  ...more,
});
const anIntegration = (slug: string): ListedIntegration => ({
  ...{ id: 1, title: slug, slug, created_at: '', updated_at: '', active: true, inherited: false },
  health: 'healthy',
});

const catalogue = [
  anEntry('talk'),
  anEntry('build', { category: 'ci' }),
  anEntry('hook', { multiple: true }),
];
const rows = rowsOf({
  catalogue,
  listed: [anIntegration('talk'), anIntegration('hook:audit')],
  summaries: undefined,
});
const slugsOf = ({ active, available }: typeof rows) => [
  active.map(({ listed }) => listed.slug),
  available.map(({ slug }) => slug),
];

describe('the integrations of a scope', () => {
  it('are those that are on, and those that can be, again where there can be several', () => {
    expect(slugsOf(rows)).toEqual([
      ['hook:audit', 'talk'],
      ['build', 'hook'],
    ]);
  });

  it('are found by all the words of a search, labels included', () => {
    expect(slugsOf(filtered(rows, { text: 'about audit', category: '' }))).toEqual([['hook:audit'], []]);
  });

  it('are found by category', () => {
    expect(slugsOf(filtered(rows, { text: '', category: 'ci' }))).toEqual([[], ['build']]);
  });

  it('have no success where nothing was sent', () => {
    const summary = { slug: 'talk', last_delivery_at: null, last_outcome: null, hourly: [] };
    expect(successRatio({ ...summary, deliveries_24h: 0, succeeded_24h: 0 })).toBeUndefined();
    expect(successRatio({ ...summary, deliveries_24h: 4, succeeded_24h: 3 })).toBe(0.75);
  });
});
