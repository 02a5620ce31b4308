import { useMemo } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import { now } from '../../base/time.ts';
import { Chart } from '../../parts/chart.tsx';
import type { Range } from '../../parts/range.ts';
import { words } from '../../words/words.ts';
import { curveOf } from './curve.ts';

/** How many species had been counted by each day. A name that stands above the species is none. */
export function Accumulation({ range }: { readonly range: Range }) {
  const { species: said } = words.value;
  const tallies = useAsk('GET /api/v1/tallies', {
    query: { by: 'taxon', period: 'year', rank: 'species', from: range.from, to: range.to },
  });
  const drawn = useMemo(() => (tallies.data ? curveOf(tallies.data, now()) : undefined), [tallies.data]);
  const series = useMemo(
    () => (drawn ? [{ label: said.species, values: drawn.counts, series: 1 as const, steps: true }] : []),
    [drawn, said],
  );
  if (!drawn) return null;
  return (
    <section class="sheet" aria-labelledby="species-accumulation">
      <h2 id="species-accumulation">{said.accumulation}</h2>
      <Chart
        label={said.accumulation}
        times={drawn.times}
        span={[drawn.times[0]!, drawn.times.at(-1)!]}
        series={series}
        height={180}
      />
    </section>
  );
}
