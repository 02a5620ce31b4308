import { useMemo } from 'preact/hooks';
import { useAsk } from '../../api/ask.ts';
import type { Tallies as Told } from '../../api/types.ts';
import { href, route } from '../../base/route.ts';
import { dayStart } from '../../base/time.ts';
import { daysOf, type Range, rangeOf } from '../../parts/range.ts';
import { Empty, Said } from '../../parts/said.tsx';
import { words } from '../../words/words.ts';
import { AtInterval } from './at-interval.tsx';
import { type Chosen, chosenOf, isAtInterval } from './chosen.ts';
import { Corrected } from './corrected.tsx';
import { Exports } from './exports.tsx';
import { figuresOf } from './figures.ts';
import { Options } from './options.tsx';
import { firstDays } from './periods.ts';
import { Report } from './report.tsx';
import { TallyChart } from './tally-chart.tsx';
import { TallyTable } from './tally-table.tsx';
import './tallies.css';

const DAYS = 182;

/** Counts, and behind `report` the report of a half-year. */
export function Tallies() {
  const { tallies: said } = words.value;
  const report = route.value.parts[1] === 'report';
  return (
    <>
      <div class="page-head">
        <h1>{report ? said.report : said.title}</h1>
        <nav class="choices" aria-label={said.title}>
          <a class="button" href={href(['tallies'])} aria-current={report ? undefined : 'page'}>
            {said.title}
          </a>
          <a class="button" href={href(['tallies', 'report'])} aria-current={report ? 'page' : undefined}>
            {said.report}
          </a>
        </nav>
      </div>
      {report ? <Report /> : <Counts />}
    </>
  );
}

/** Counts by taxon and period, by any measure and anybody's word, always with the effort: as a chart, a table and a file. */
function Counts() {
  const { tallies: said } = words.value;
  const { query } = route.value;
  const chosen = chosenOf(query);
  const range = rangeOf(query.from, query.to, DAYS);
  const { period, rank, basis, camera, taxon } = chosen;
  const of = { ...(camera && { camera }), ...(taxon && { taxon }) };
  const asked = { by: 'taxon', period, rank, basis, from: range.from, to: range.to, ...of };
  const byInterval = isAtInterval(chosen);
  const tallies = useAsk('GET /api/v1/tallies', { query: asked }, { when: !byInterval });
  return (
    <div class="tallies">
      <Options chosen={chosen} range={range} />
      {byInterval ? (
        <AtInterval chosen={chosen} range={range} />
      ) : (
        <Said of={tallies} lines={10}>
          {(data) =>
            isEmpty(data) ? <Empty>{said.none}</Empty> : <Drawn tallies={data} chosen={chosen} range={range} />
          }
        </Said>
      )}
      <Corrected range={range} />
      <Exports range={range} />
    </div>
  );
}

interface DrawnProps {
  readonly tallies: Told;
  readonly chosen: Chosen;
  readonly range: Range;
}

function Drawn({ tallies, chosen, range }: DrawnProps) {
  const { measure, period } = chosen;
  const figures = useMemo(() => {
    const periods = firstDays(daysOf(range), period).map((day) => new Date(dayStart(day)).toISOString());
    return figuresOf(tallies, measure, periods);
  }, [tallies, measure, period, range.from, range.to]);
  return (
    <>
      <TallyChart figures={figures} measure={measure} />
      <TallyTable figures={figures} chosen={chosen} range={range} />
    </>
  );
}

function isEmpty({ data }: Told): boolean {
  return data.every(({ visits }) => !visits);
}
