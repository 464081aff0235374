import type { components } from '../../api/openapi.gen.ts';

export type CatalogueEntry = components['schemas']['CatalogueEntry'];
export type ListedIntegration = components['schemas']['Integration'];
export type Summary = components['schemas']['IntegrationSummary'];

/** An integration that is on in a scope. */
export interface ActiveRow {
  readonly entry: CatalogueEntry;
  readonly listed: ListedIntegration;
  /** Absent while it is not known. */
  readonly summary: Summary | undefined;
}

export interface Rows {
  readonly active: readonly ActiveRow[];
  /** What can be set up besides, once more where a scope can have several. */
  readonly available: readonly CatalogueEntry[];
}

interface Sources {
  readonly catalogue: readonly CatalogueEntry[];
  readonly listed: readonly ListedIntegration[];
  readonly summaries: readonly Summary[] | undefined;
}

/** Puts together what is on and what can be; labels (`webhook:audit`) belong to the entry before the colon. */
export function rowsOf({ catalogue, listed, summaries }: Sources): Rows {
  const bySlug = new Map(catalogue.map((entry) => [entry.slug, entry]));
  const active = listed
    .filter((one) => one.active)
    .flatMap((one) => {
      const entry = bySlug.get(one.slug.split(':')[0] ?? '');
      const summary = summaries?.find(({ slug }) => slug === one.slug);
      return entry === undefined ? [] : [{ entry, listed: one, summary }];
    })
    .sort((a, b) => a.entry.title.localeCompare(b.entry.title) || a.listed.slug.localeCompare(b.listed.slug));
  const taken = new Set(active.map(({ entry }) => entry.slug));
  const available = catalogue
    .filter(({ slug, multiple }) => multiple || !taken.has(slug))
    .toSorted((a, b) => a.title.localeCompare(b.title));
  return { active, available };
}

export interface Filter {
  readonly text: string;
  /** All where it is empty. */
  readonly category: string;
}

export function filtered(rows: Rows, { text, category }: Filter): Rows {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ category: own, title, summary, slug }: CatalogueEntry, label = ''): boolean => {
    const searched = `${title} ${summary} ${slug} ${label}`.toLowerCase();
    return (category === '' || own === category) && words.every((word) => searched.includes(word));
  };
  return {
    active: rows.active.filter(({ entry, listed }) => fits(entry, listed.slug)),
    available: rows.available.filter((entry) => fits(entry)),
  };
}

/** The label of one of several: `audit` of `webhook:audit`. */
export function labelOf(slug: string): string | undefined {
  return slug.split(':')[1];
}

/** Success of the last 24 hours; nothing where nothing was sent. */
export function successRatio({ deliveries_24h: all, succeeded_24h: succeeded }: Summary): number | undefined {
  return all === 0 ? undefined : succeeded / all;
}
