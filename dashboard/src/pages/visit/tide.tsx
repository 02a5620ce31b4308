import { useAsk } from '../../api/ask.ts';
import type { Api, VisitDetail } from '../../api/types.ts';
import { clock, dayKey, moment } from '../../base/time.ts';
import { number, words } from '../../words/words.ts';

type Row = Api['GET /api/v1/presence']['reply']['data'][number];

const SLOT = 600_000;
/** A tide turns about twice within it. */
const AROUND = 8 * 3_600_000;
const WIDTH = 300;
const HEIGHT = 60;

/** Where in the tide a visit began; nothing where the site has none. */
export function Tide({ visit: { camera, startAt } }: { readonly visit: VisitDetail }) {
  const { visits: said } = words.value;
  const at = Date.parse(startAt);
  const iso = (ms: number) => new Date(Math.floor(ms / SLOT) * SLOT).toISOString();
  const { data } = useAsk('GET /api/v1/presence', {
    query: { camera, from: iso(at - AROUND), to: iso(at + AROUND) },
  });
  const rows = data?.data.filter(({ height }) => height !== undefined) ?? [];
  const here = rows.findLast((row) => Date.parse(row.startAt) <= at);
  if (here?.height === undefined) return null;
  const height = number(here.height, 2);
  return (
    <section class="sheet" aria-labelledby="visit-tide">
      <h2 id="visit-tide">{said.tide}</h2>
      <p>
        {here.highWaterAt === undefined
          ? said.tideOnly(height)
          : said.tideSaid(height, near(here.highWaterAt, startAt))}
      </p>
      <Line rows={rows} at={at} />
    </section>
  );
}

function Line({ rows, at }: { readonly rows: readonly Row[]; readonly at: number }) {
  const first = Date.parse(rows[0]!.startAt);
  const span = Math.max(SLOT, Date.parse(rows.at(-1)!.startAt) - first);
  const heights = rows.map(({ height }) => height!);
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const x = (ms: number) => ((ms - first) / span) * WIDTH;
  const y = (height: number) => 4 + (1 - (height - low) / Math.max(0.01, high - low)) * (HEIGHT - 8);
  const points = rows.map((row) => `${x(Date.parse(row.startAt)).toFixed(1)},${y(row.height!).toFixed(1)}`);
  return (
    <svg class="tide-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words.value.visits.tideLine}>
      <polyline points={points.join(' ')} />
      <line x1={x(at)} x2={x(at)} y1={0} y2={HEIGHT} />
    </svg>
  );
}

/** A time with its day where that is another one. */
function near(time: string, beside: string): string {
  return dayKey(time) === dayKey(beside) ? clock(time) : moment(time);
}
