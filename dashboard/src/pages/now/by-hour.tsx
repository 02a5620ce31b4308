import { useState } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import type { Tallies } from '../../api/types.ts';
import { href } from '../../base/route.ts';
import { clock, dayKey, now } from '../../base/time.ts';
import { Said } from '../../parts/said.tsx';
import { TaxonName } from '../../parts/taxon-name.tsx';
import { number, words } from '../../words/words.ts';
import { byHour } from './hours.ts';

const EVERY = 300_000;
const KEPT = 'roost-by-hour';
/** Shades of a count, from few to as many as there were in any hour. */
const SHADES = 4;

/** Today's species by hour of the day: read when it is opened, which this machine remembers. */
export function ByHour({ from }: { readonly from: string }) {
  const { now: said } = words.value;
  const [open, setOpen] = useState(localStorage.getItem(KEPT) !== null);
  const tallies = useAsk(
    'GET /api/v1/tallies',
    { query: { by: 'taxon,hour', period: 'day', from } },
    { every: EVERY, when: open },
  );
  const keep = (wanted: boolean) => {
    if (wanted) localStorage.setItem(KEPT, '1');
    else localStorage.removeItem(KEPT);
    setOpen(wanted);
  };
  return (
    <details class="by-hour" open={open} onToggle={({ currentTarget }) => keep(currentTarget.open)}>
      <summary>{said.byHour}</summary>
      {open && <Said of={tallies}>{({ data }) => <Grid data={data} />}</Said>}
    </details>
  );
}

function Grid({ data }: { readonly data: Tallies['data'] }) {
  const { now: said, species } = words.value;
  // An hour to come is no hour in which nobody looked.
  const { looked, rows } = byHour(data, Number.parseInt(clock(now()), 10) + 1);
  const most = Math.max(1, ...rows.flatMap(({ individuals }) => individuals.map((value) => value ?? 0)));
  if (rows.length === 0) return <p class="soft">{said.todayNone}</p>;
  const day = dayKey(now());
  return (
    <>
      <p class="soft">{said.byHourHint}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keys */}
      <section class="table sheet" aria-label={said.byHour} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{species.columns.name}</th>
              {looked.map((_, hour) => (
                <th key={hour} scope="col" class="figure">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ taxon, individuals }) => (
              <tr key={taxon.id}>
                <th scope="row">
                  <a href={href(['visits'], { taxon: taxon.id, from: day, to: day, standing: 'counted' })}>
                    <TaxonName taxon={taxon} />
                  </a>
                </th>
                {individuals.map((value, hour) => (
                  <td
                    key={hour}
                    class={`figure shade-${value === null ? 'none' : Math.ceil((SHADES * value) / most)}`}
                    title={value === null ? species.notLooked : undefined}
                  >
                    {value ? number(value) : ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
