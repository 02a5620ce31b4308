import { coverage } from '../fixtures/coverage.ts';
import { type Figure, rounded } from './figure.ts';

const HALF_YEARS = 1_000;
/** Few visits of which much is looked at, and many of which little is. */
const RULES = [
  { visits: 2_000, share: 0.08 },
  { visits: 8_000, share: 0.04 },
] as const;

/** How often the interval of a corrected count holds the truth, over made-up half-years, and how far plain counts are off. */
export async function corrected(): Promise<Figure[]> {
  return RULES.flatMap(({ visits, share }, index) => {
    const found = coverage(HALF_YEARS, { visits, share }, index + 1);
    const of = `of ${HALF_YEARS} half-years of ${visits} visits, ${100 * share} % of them in the sample`;
    const percent = (value: number) => rounded(100 * value);
    return [
      {
        name: `intervals that hold the truth (aim: 93 to 97), ${of}`,
        value: percent(found.holds),
        unit: '%',
        limit: 93,
      },
      { name: `the same, taxa with fewer than 50 visits, ${of}`, value: percent(found.holdsRare), unit: '%' },
      {
        name: `counts that were told, the others refused, ${of}`,
        value: found.told,
        unit: `of ${found.told + found.refused}`,
      },
      {
        name: `bias of corrected counts, beside plain ones, ${of}`,
        value: percent(found.bias),
        unit: '%',
        peer: percent(found.plainBias),
      },
      {
        name: `middle error of a corrected count, beside a plain one, ${of}`,
        value: percent(found.error),
        unit: '%',
        peer: percent(found.plainError),
      },
      { name: `middle width of an interval, of the truth, ${of}`, value: percent(found.width), unit: '%' },
    ];
  });
}
