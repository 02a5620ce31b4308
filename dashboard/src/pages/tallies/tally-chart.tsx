import { useMemo } from 'preact/hooks';
import type { Tallies } from '../../api/types.ts';
import { Chart, type Series } from '../../parts/chart.tsx';
import { nameOf, words } from '../../words/words.ts';
import type { Measure } from './chosen.ts';
import { figuresOf } from './figures.ts';

const LINES = 4;

/** The commonest taxa by period, and below them the effort, without which no count says much. */
export function TallyChart({ tallies, measure }: { readonly tallies: Tallies; readonly measure: Measure }) {
  const { tallies: said } = words.value;
  const { times, counts, effort } = useMemo(() => {
    const { periods, effortDays, rows } = figuresOf(tallies, measure);
    const lines = rows.slice(0, LINES);
    return {
      times: periods.map((period) => Date.parse(period) / 1000),
      counts: lines.map(
        ({ taxon, values }, n): Series => ({
          label: nameOf(taxon),
          values,
          series: (n + 1) as 1 | 2 | 3 | 4,
        }),
      ),
      effort: [{ label: said.effort, values: effortDays, series: 5, bars: true }] satisfies Series[],
    };
  }, [tallies, measure, said]);
  // Over one period there is no course to draw: the table says it all.
  if (times.length < 2) return null;
  return (
    <section class="sheet tally-chart">
      <Chart label={said.chart(said.measures[measure])} times={times} series={counts} />
      <Chart label={said.effort} times={times} series={effort} height={120} />
    </section>
  );
}
