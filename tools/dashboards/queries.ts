/** How often a second, by what it is grouped by. */
export function rateBy(labels: string, selector: string): string {
  return `sum by (${labels}) (rate(${selector}[$__rate_interval]))`;
}

/** A quantile of a histogram of the same name, with its selector. */
export function quantile(share: number, histogram: string, selector = ''): string {
  return `histogram_quantile(${share}, sum by (le) (rate(${histogram}_bucket${selector}[$__rate_interval])))`;
}

/** The usual three quantiles as lines of one panel. */
export function quantiles(histogram: string, selector = '') {
  return [0.5, 0.95, 0.99].map((share) => ({
    expr: quantile(share, histogram, selector),
    legend: `p${share * 100}`,
  }));
}
