import { useMemo } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import type { Api } from '../../api/types.ts';
import { Chart, type Series } from '../../parts/chart.tsx';
import { Said } from '../../parts/said.tsx';
import { Told } from '../../parts/told.tsx';
import { number, percent, words } from '../../words/words.ts';

type Reply = Api['GET /api/v1/presence']['reply'];

/** Birds in view by ten minutes over the last week, with the tide where the site has one. */
export function Presence() {
  const { effort: said } = words.value;
  const presence = useAsk('GET /api/v1/presence', { query: { taxon: 'aves' } });
  return (
    <section class="sheet presence" aria-labelledby="effort-presence">
      <h2 id="effort-presence">{said.presence}</h2>
      <p class="soft">{said.presenceHint}</p>
      <Said of={presence} lines={6}>
        {(data) => <Drawn data={data} />}
      </Said>
    </section>
  );
}

function Drawn({ data: { from, to, data, tide, tideTrouble, said: why } }: { readonly data: Reply }) {
  const { effort: said } = words.value;
  const times = useMemo(() => data.map(({ startAt }) => seconds(startAt)), [data]);
  const series = useMemo<Series[]>(() => {
    const birds = {
      label: said.individuals,
      values: data.map(({ individuals }) => individuals),
      series: 1,
      bars: true,
    } as const;
    const heights = data.map(({ height }) => height ?? null);
    return heights.some((height) => height !== null)
      ? [birds, { label: said.tide, values: heights, series: 3, right: true }]
      : [birds];
  }, [data, said]);
  const span = [seconds(from), seconds(to)] as const;
  const looked = useMemo<Series[]>(
    () => [{ label: said.looked, values: data.map((row) => row.lookedSeconds / 60), series: 5, bars: true }],
    [data, said],
  );
  const { shareOfAnimals = null, shareOfLooked = null, hours = 0 } = tide?.near ?? {};
  return (
    <>
      {times.length > 0 && (
        <>
          <Chart label={said.presence} times={times} span={span} series={series} />
          <Chart label={said.looked} times={times} span={span} series={looked} height={110} />
        </>
      )}
      {shareOfAnimals !== null && shareOfLooked !== null && (
        <p>{said.near(percent(shareOfAnimals), percent(shareOfLooked), number(hours))}</p>
      )}
      {!tide && <p class="soft">{tideTrouble === undefined ? said.noTide : <Told said={why}>{tideTrouble}</Told>}</p>}
    </>
  );
}

function seconds(at: string): number {
  return Date.parse(at) / 1000;
}
