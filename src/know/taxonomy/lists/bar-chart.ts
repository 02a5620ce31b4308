import { type Months, ordered, span } from '../months.ts';

/** A row of a bar chart: a name, and the months in which it was seen. */
export interface ChartRow {
  readonly name: string;
  readonly months: Months;
}

/** A bar chart. */
export interface BarChart {
  readonly rows: readonly ChartRow[];
  /** Months without a checklist, of which nothing is known. */
  readonly unknown: Months;
}

const QUARTERS = 48;

/**
 * The rows of an eBird bar chart (`Explore`, `Bar charts`, `Download Histogram Data`): tab-separated, a column each for the four
 * quarters of the twelve months, each cell the share of checklists with the species; 0 also where there was no checklist. Undefined
 * where it is none.
 */
export function readBarChart(rows: readonly (readonly string[])[]): BarChart | undefined {
  const sizes = rows.findIndex(([label]) => /^sample size\s*:?$/i.test(label?.trim() ?? ''));
  const heads = rows.slice(0, Math.max(0, sizes)).some((row) => row[1]?.trim() === 'Jan' && row[5]?.trim() === 'Feb');
  if (sizes < 0 || !heads) return undefined;
  const found = rows.slice(sizes + 1).flatMap(([name = '', ...cells]) => {
    if (name.trim() === '' || cells.length < QUARTERS) return [];
    return [{ name: bare(name), months: above0(cells) }];
  });
  const looked = above0(rows[sizes]!.slice(1));
  return { rows: found, unknown: span(1, 12).filter((month) => !looked.includes(month)) };
}

/** The months of which a quarter holds more than 0. */
function above0(cells: readonly string[]): Months {
  const quarters = cells.slice(0, QUARTERS).map(Number);
  return ordered(quarters.flatMap((value, quarter) => (value > 0 ? [Math.floor(quarter / 4) + 1] : [])));
}

/** Newer charts write the scientific name behind the other one, as HTML: the surer of both is told. */
function bare(name: string): string {
  const [, scientific] = /\(<em[^>]*>([^<]+)<\/em>\)/.exec(name) ?? [];
  return (scientific ?? name.replace(/<[^>]*>/g, '')).trim();
}
