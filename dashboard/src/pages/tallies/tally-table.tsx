import { href } from '../../base/route.ts';
import { dayKey, dayShort, month } from '../../base/time.ts';
import type { Range } from '../../parts/range.ts';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { nameOf, number, words } from '../../words/words.ts';
import type { Chosen } from './chosen.ts';
import { csvOf } from './csv.ts';
import type { Figures } from './figures.ts';
import { periodName } from './period-name.ts';

/** The figures, a row a taxon, with the effort of each period; a period in which nobody looked has none. */
export function TallyTable({
  figures,
  chosen,
  range,
}: {
  readonly figures: Figures;
  readonly chosen: Chosen;
  readonly range: Range;
}) {
  const { tallies: said } = words.value;
  const { measure } = chosen;
  const whole = measure !== 'rai' && measure !== 'presentHours';
  const shown = (value: number | null) => (value === null ? '–' : whole ? number(value) : tenths(value));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keys */}
      <section class="table sheet" aria-label={said.measures[measure]} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{said.taxon}</th>
              {figures.periods.map((period) => (
                <th key={period} scope="col" class="figure">
                  {periodName(chosen.period, period, dayKey(period), { ...said, month, day: dayShort })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figures.rows.map(({ taxon, values }) => (
              <tr key={taxon.id}>
                <th scope="row">
                  <a
                    href={href(['visits'], {
                      taxon: taxon.id,
                      from: range.fromDay,
                      to: range.toDay,
                      standing: 'counted',
                    })}
                  >
                    <TaxonName taxon={taxon} />
                  </a>
                </th>
                {values.map((value, n) => (
                  <td key={figures.periods[n]} class="figure" title={value === null ? said.notLooked : undefined}>
                    {shown(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{said.total}</th>
              {figures.effortDays.map((days, n) => (
                <td key={figures.periods[n]} class="figure">
                  {tenths(days)}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
      <p>
        <button
          type="button"
          onClick={() =>
            save(
              csvOf(figures, { taxon: said.taxon, effort: said.total, name: nameOf, day: dayKey }),
              `roost-${measure}-${range.fromDay}-${range.toDay}.csv`,
            )
          }
        >
          {said.download}
        </button>
      </p>
    </>
  );
}

/** To a tenth; what is less than that is not nothing. */
function tenths(value: number): string {
  return value > 0 && value < 0.05 ? `< ${number(0.05, 2)}` : number(value, 1);
}

/** Hands a text to the browser as a file, with the mark by which spreadsheets know UTF-8. */
function save(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
