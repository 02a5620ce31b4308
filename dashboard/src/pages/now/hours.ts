import type { Tallies, Taxon } from '../../api/types.ts';
import { countedOf } from './counted.ts';

/** A day by its hours: in which of them somebody looked, and of each taxon, the most first, how many there were. */
export interface DayByHour {
  /** One for each hour that has begun. */
  readonly looked: readonly boolean[];
  /** A count for each hour; null where nobody looked and nothing was seen. */
  readonly rows: readonly { readonly taxon: Taxon; readonly individuals: readonly (number | null)[] }[];
}

/** Puts tallies by taxon and hour of one day in order. Pure. @param begun hours of the day that have begun, 1 to 24 */
export function byHour(data: Tallies['data'], begun: number): DayByHour {
  const hours = Array.from({ length: begun }, (_, hour) => data.filter((row) => row.hour === hour));
  const looked = hours.map((rows) => rows.some(({ effortHours }) => effortHours > 0));
  const rows = countedOf(data).map(({ taxon }) => ({
    taxon,
    individuals: hours.map((rows, hour) => {
      const own = rows.filter((row) => row.taxon?.id === taxon.id && row.individuals !== null);
      const sum = own.reduce((all, row) => all + row.individuals!, 0);
      return looked[hour] || sum > 0 ? sum : null;
    }),
  }));
  return { looked, rows };
}
