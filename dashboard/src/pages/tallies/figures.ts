import type { Tallies, Taxon } from '../../api/types.ts';
import type { Measure } from './chosen.ts';

/** A tally as rows of taxa and columns of periods. */
export interface Figures {
  /** Starts of the periods, the oldest first. */
  readonly periods: readonly string[];
  /** Camera-days of each period; 0 where nobody looked. */
  readonly effortDays: readonly number[];
  /** Taxa, the most first, with a figure a period: null where nobody looked. */
  readonly rows: readonly { readonly taxon: Taxon; readonly values: readonly (number | null)[] }[];
}

/** Puts the rows of an answer into a table. Pure. @param asked starts of the periods that it is of, also of those that no row is of */
export function figuresOf({ data }: Pick<Tallies, 'data'>, measure: Measure, asked: readonly string[]): Figures {
  const periods = [...new Set([...asked, ...data.map(({ startAt }) => startAt)])].sort();
  const place = new Map(periods.map((period, n) => [period, n]));
  const effortDays = periods.map(() => 0);
  const rows = new Map<string, { taxon: Taxon; values: (number | null)[] }>();
  for (const row of data) {
    const n = place.get(row.startAt)!;
    effortDays[n] = Math.max(effortDays[n]!, row.effortDays);
    if (!row.taxon) continue;
    const held = rows.get(row.taxon.id) ?? { taxon: row.taxon, values: periods.map(() => null) };
    held.values[n] = row[measure];
    rows.set(row.taxon.id, held);
  }
  const most = (values: readonly (number | null)[]) => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  return {
    periods,
    effortDays,
    rows: [...rows.values()].filter(({ values }) => most(values) > 0).sort((a, b) => most(b.values) - most(a.values)),
  };
}
