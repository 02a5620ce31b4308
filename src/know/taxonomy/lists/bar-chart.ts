import { type Months, ordered } from '../months.ts';

/** A row of a bar chart: a name, and the months in which it was seen. */
export interface ChartRow {
  readonly name: string;
  readonly months: Months;
}

const QUARTERS = 48;

/**
 * The rows of an eBird bar chart (`Explore`, `Bar charts`, `Download Histogram Data`): tab-separated, a column each for the four
 * quarters of the twelve months, each cell the share of checklists with the species. Undefined where it is none.
 * A quarter without checklists says nothing and reads 0 too.
 */
export function readBarChart(rows: readonly (readonly string[])[]): ChartRow[] | undefined {
  const sizes = rows.findIndex(([label]) => /^sample size\s*:?$/i.test(label?.trim() ?? ''));
  const heads = rows.slice(0, Math.max(0, sizes)).some((row) => row[1]?.trim() === 'Jan' && row[5]?.trim() === 'Feb');
  if (sizes < 0 || !heads) return undefined;
  return rows.slice(sizes + 1).flatMap(([name = '', ...cells]) => {
    const shares = cells.slice(0, QUARTERS).map(Number);
    if (name.trim() === '' || shares.length < QUARTERS) return [];
    const months = shares.flatMap((share, quarter) => (share > 0 ? [Math.floor(quarter / 4) + 1] : []));
    return [{ name: bare(name), months: ordered(months) }];
  });
}

/** Newer charts write the scientific name behind the other one, as HTML: the surer of both is told. */
function bare(name: string): string {
  const [, scientific] = /\(<em[^>]*>([^<]+)<\/em>\)/.exec(name) ?? [];
  return (scientific ?? name.replace(/<[^>]*>/g, '')).trim();
}
