import { useAsk } from '../../api/ask.ts';
import type { Tallies as Told } from '../../api/types.ts';
import { route } from '../../base/route.ts';
import { rangeOf } from '../../parts/range.ts';
import { Empty, Said } from '../../parts/said.tsx';
import { words } from '../../words/words.ts';
import { chosenOf } from './chosen.ts';
import { Corrected } from './corrected.tsx';
import { Exports } from './exports.tsx';
import { Options } from './options.tsx';
import { TallyChart } from './tally-chart.tsx';
import { TallyTable } from './tally-table.tsx';
import './tallies.css';

const DAYS = 182;

/** Counts by taxon and period, by any measure and anybody's word, always with the effort: as a chart, a table and a file. */
export function Tallies() {
  const { tallies: said } = words.value;
  const { query } = route.value;
  const chosen = chosenOf(query);
  const range = rangeOf(query.from, query.to, DAYS);
  const { period, rank, basis, camera } = chosen;
  const asked = { by: 'taxon', period, rank, basis, from: range.from, to: range.to, ...(camera && { camera }) };
  const tallies = useAsk('GET /api/v1/tallies', { query: asked });
  return (
    <>
      <h1>{said.title}</h1>
      <Options chosen={chosen} range={range} />
      <Said of={tallies} lines={10}>
        {(data) =>
          isEmpty(data) ? (
            <Empty>{said.none}</Empty>
          ) : (
            <>
              <TallyChart tallies={data} measure={chosen.measure} />
              <TallyTable tallies={data} measure={chosen.measure} range={range} />
            </>
          )
        }
      </Said>
      <Corrected range={range} />
      <Exports range={range} />
    </>
  );
}

function isEmpty({ data }: Told): boolean {
  return data.every(({ visits }) => !visits);
}
