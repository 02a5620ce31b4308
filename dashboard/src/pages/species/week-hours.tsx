import { useAsk } from '../../api/ask.ts';
import type { Tallies } from '../../api/types.ts';
import { dayKey, dayShort, monthName } from '../../base/time.ts';
import { rangeOf } from '../../parts/range.ts';
import { Said } from '../../parts/said.tsx';
import { number, words } from '../../words/words.ts';

const YEAR = 364;
/** Hours that are named beside it. */
const NAMED = [0, 6, 12, 18];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** When a taxon was there: weeks of the last year by hours of the day, as individuals a watched hour. */
export function WeekHours({ taxon }: { readonly taxon: string }) {
  const { species: said } = words.value;
  const { from, to } = rangeOf(undefined, undefined, YEAR);
  const tallies = useAsk('GET /api/v1/tallies', { query: { by: 'hour', period: 'week', taxon, from, to } });
  return (
    <section class="sheet" aria-labelledby="species-calendar">
      <h2 id="species-calendar">{said.calendar}</h2>
      <p class="soft">{said.calendarHint}</p>
      <Said of={tallies} lines={6}>
        {(data) => <Grid data={data} />}
      </Said>
    </section>
  );
}

function Grid({ data: { data } }: { readonly data: Tallies }) {
  const { species: said } = words.value;
  const weeks = [...new Set(data.map(({ startAt }) => startAt))].sort();
  const cells = new Map(data.map((row) => [`${row.startAt} ${row.hour}`, row]));
  const rates = data.flatMap(({ individuals, effortHours }) =>
    individuals && effortHours > 0 ? [individuals / effortHours] : [],
  );
  const most = Math.max(...rates, Number.MIN_VALUE);
  if (weeks.length === 0) return <p class="soft">{said.notSeen}</p>;
  // A month is named over its first whole week.
  const months = weeks.flatMap((week, n) => {
    const month = dayKey(week).slice(5, 7);
    return n === 0 || month !== dayKey(weeks[n - 1]!).slice(5, 7) ? [{ month, column: n + 1 }] : [];
  });
  return (
    <div class="week-hours" style={{ '--weeks': weeks.length }}>
      <div class="week-months" aria-hidden="true">
        {months.map(({ month, column }) => (
          <span key={column} style={{ '--column': column }}>
            {monthName(Number(month), 'short')}
          </span>
        ))}
      </div>
      <div class="hour-names" aria-hidden="true">
        {NAMED.map((hour) => (
          <span key={hour}>{hour}:00</span>
        ))}
      </div>
      <Cells weeks={weeks} cells={cells} most={most} />
    </div>
  );
}

interface CellsProps {
  readonly weeks: readonly string[];
  /** By start of the week and hour. */
  readonly cells: ReadonlyMap<string, Tallies['data'][number]>;
  readonly most: number;
}

function Cells({ weeks, cells, most }: CellsProps) {
  const { species: said } = words.value;
  return (
    <svg viewBox={`0 0 ${weeks.length * 10} 240`} preserveAspectRatio="none" role="img" aria-label={said.calendar}>
      {weeks.map((week, x) =>
        HOURS.map((hour) => {
          const row = cells.get(`${week} ${hour}`);
          const looked = row !== undefined && row.effortHours > 0;
          const rate = looked ? (row.individuals ?? 0) / row.effortHours : 0;
          const step = looked ? (rate === 0 ? 1 : 2 + Math.min(3, Math.floor((rate / most) * 4))) : 0;
          return (
            <g key={hour} class={`cell cell-${step}`}>
              <title>{said.cell(dayShort(week), hour, looked ? number(rate, 2) : said.notLooked)}</title>
              <rect x={x * 10} y={hour * 10} width={9} height={9} />
              {!looked && <path d={`M${x * 10} ${hour * 10 + 9}l9 -9`} />}
            </g>
          );
        }),
      )}
    </svg>
  );
}
