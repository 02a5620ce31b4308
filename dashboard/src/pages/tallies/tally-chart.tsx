import { useMemo } from 'preact/hooks';
import { Chart, type Series } from '../../parts/chart.tsx';
import { nameOf, words } from '../../words/words.ts';
import type { Measure } from './chosen.ts';
import type { Figures } from './figures.ts';

const LINES = 4;

/** The commonest taxa by period, and below them the effort, without which no count says much. */
export function TallyChart({ figures, measure }: { readonly figures: Figures; readonly measure: Measure }) {
  const { tallies: said } = words.value;
  const { times, counts, effort } = useMemo(() => {
    const { periods, effortDays, rows } = figures;
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
  }, [figures, said]);
  // Over one period in which somebody looked there is no course to draw: the table says it all.
  if (effort[0]!.values.filter((days) => days > 0).length < 2) return null;
  const span = [times[0]!, times.at(-1)!] as const;
  return (
    <section class="sheet tally-chart">
      <Chart label={said.chart(said.measures[measure])} times={times} span={span} series={counts} />
      <Chart label={said.effort} times={times} span={span} series={effort} height={120} />
    </section>
  );
}
