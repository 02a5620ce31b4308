import type { Tallies } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { dayKey, dayShort } from '../../base/time.ts';
import type { Range } from '../../parts/range.ts';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { nameOf, number, words } from '../../words/words.ts';
import type { Measure } from './chosen.ts';
import { csvOf } from './csv.ts';
import { figuresOf } from './figures.ts';

/** The figures, a row a taxon, with the effort of each period; a period in which nobody looked has none. */
export function TallyTable({
  tallies,
  measure,
  range,
}: {
  readonly tallies: Tallies;
  readonly measure: Measure;
  readonly range: Range;
}) {
  const { tallies: said } = words.value;
  const figures = figuresOf(tallies, measure);
  const shown = (value: number | null) => (value === null ? '–' : number(value, measure === 'rai' ? 1 : 0));
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
                  {dayShort(period)}
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
                  {number(days, 1)}
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

/** Hands a text to the browser as a file, with the mark by which spreadsheets know UTF-8. */
function save(text: string, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
