import { DateTime } from 'luxon';
import { RoostError } from '../../base/errors.ts';

/** A half-year of the site, as reports name it. */
export interface HalfYear {
  /** `2026H1`: January to June; `2026H2`: July to December. */
  readonly name: string;
  readonly year: number;
  readonly half: 1 | 2;
  /** Its start, ms, and that of the next one. */
  readonly from: number;
  readonly to: number;
}

/**
 * The half-year of a name in a time zone.
 * @throws RoostError where the name is none
 */
export function halfYearOf(name: string, zone: string): HalfYear {
  const [, digits, h] = /^(\d{4})H([12])$/i.exec(name.trim()) ?? [];
  if (!digits)
    throw new RoostError(
      'report',
      name,
      'is no half-year',
      'Write it as 2026H1 (January to June) or 2026H2 (July to December)',
    );
  const [year, half] = [Number(digits), h === '1' ? 1 : 2] as const;
  const start = DateTime.fromObject({ year, month: half === 1 ? 1 : 7 }, { zone });
  return { name: `${digits}H${half}`, year, half, from: start.toMillis(), to: start.plus({ months: 6 }).toMillis() };
}

/** The half-year before. */
export function halfYearBefore({ year, half }: HalfYear, zone: string): HalfYear {
  const name = half === 1 ? `${year - 1}H2` : `${year}H1`;
  return halfYearOf(name.padStart(6, '0'), zone);
}

/** Half-years of which a range has a part, the newest first. @param range ms, not empty */
export function halfYearsIn(range: { readonly from: number; readonly to: number }, zone: string): HalfYear[] {
  const last = DateTime.fromMillis(range.to - 1, { zone });
  const found: HalfYear[] = [];
  let half = halfYearOf(`${String(last.year).padStart(4, '0')}H${last.month < 7 ? 1 : 2}`, zone);
  for (; half.to > range.from; half = halfYearBefore(half, zone)) found.push(half);
  return found;
}
