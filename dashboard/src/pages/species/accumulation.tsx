import { useMemo } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { now } from '../../base/time.ts';
import { Chart } from '../../parts/chart.tsx';
import type { Range } from '../../parts/range.ts';
import { words } from '../../words/words.ts';
import { curveOf, effortOf } from './curve.ts';

/** How many species had been counted by each day, above the effort that it took. A name that stands above the species is none. */
export function Accumulation({ range: { from, to } }: { readonly range: Range }) {
  const { species: said, tallies: counts } = words.value;
  const tallies = useAsk('GET /api/v1/tallies', { query: { by: 'taxon', period: 'year', rank: 'species', from, to } });
  const looked = useAsk('GET /api/v1/tallies', { query: { by: 'camera', period: 'week', from, to } });
  const drawn = useMemo(() => (tallies.data ? curveOf(tallies.data, now()) : undefined), [tallies.data]);
  const effort = useMemo(() => (looked.data ? effortOf(looked.data) : undefined), [looked.data]);
  const series = useMemo(
    () => (drawn ? [{ label: said.species, values: drawn.counts, series: 1 as const, steps: true }] : []),
    [drawn, said],
  );
  const weeks = useMemo(
    () => (effort ? [{ label: counts.effort, values: effort.days, series: 5 as const, bars: true }] : []),
    [effort, counts],
  );
  if (!drawn || !effort) return null;
  const span = [Math.min(drawn.times[0]!, effort.times[0] ?? Number.POSITIVE_INFINITY), drawn.times.at(-1)!] as const;
  return (
    <section class="sheet" aria-labelledby="species-accumulation">
      <h2 id="species-accumulation">{said.accumulation}</h2>
      <Chart label={said.accumulation} times={drawn.times} span={span} series={series} height={180} />
      <Chart label={said.effortByWeek} times={effort.times} span={span} series={weeks} height={110} />
    </section>
  );
}
