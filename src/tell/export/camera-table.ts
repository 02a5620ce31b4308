import { DateTime } from 'luxon';
import { csvLine } from '../../base/csv.ts';
import { gaps } from '../../count/tally/gaps.ts';
import type { ExportSource, Format } from './format.ts';
import { standingPart, stoodIn } from './looked.ts';
import { Places } from './place.ts';
import { Stands } from './stands.ts';

interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * camtrapR's camera trap table (`CTtable`): a line a camera at a station, with when it was set up and taken away, and the times in
 * between in which nobody looked as `Problem1_from`, `Problem1_to` and so on. A camera that went away and came back has one line, since
 * camtrapR takes one a station and camera, and its absence is a problem. Times are the site's, to be read with
 * `dateFormat = "ymd HMS"`. Minutes that were looked at in part are no problem, so days may come out a little
 * fuller than in the operation matrix.
 * @see https://jniedballa.github.io/camtrapR/reference/cameraOperation.html
 */
export const cameraTable: Format<string> = {
  name: 'camera-table',
  summary: "camtrapR's camera trap table: when each camera stood where, and when nobody looked, as Problem columns",
  mediaType: 'text/csv; charset=utf-8',
  file: 'camera-table.csv',
  write: async function* (source, query) {
    const range = standingPart(source, query);
    const places = new Places(source, query);
    const rows = [];
    for (const stand of new Stands(source).all()) {
      const stood = stoodIn(source.store, stand, range);
      const [from, to] = [stood[0]?.from, stood.at(-1)?.to];
      if (from === undefined || to === undefined) continue;
      const { latitude, longitude } = places.at(stand.camera, from);
      const missing = await gaps(source.store, stand.camera, from, to);
      const problems = joined([
        ...stood.slice(1).map((next, i): TimeSpan => ({ from: stood[i]!.to, to: next.from })),
        ...missing.map(({ startAt, endAt }) => ({ from: Math.max(from, startAt), to: Math.min(to, endAt) })),
      ]);
      rows.push({
        facts: [stand.station, stand.camera, told(source, from), told(source, to), latitude, longitude],
        problems,
      });
    }
    const most = Math.max(0, ...rows.map(({ problems }) => problems.length));
    const names = Array.from({ length: most }, (_, i) => [`Problem${i + 1}_from`, `Problem${i + 1}_to`]).flat();
    yield csvLine(['Station', 'Camera', 'Setup_date', 'Retrieval_date', 'Latitude', 'Longitude', ...names]);
    for (const { facts, problems } of rows) {
      const cells = problems.flatMap(({ from, to }) => [told(source, from), told(source, to)]);
      yield csvLine([...facts, ...cells, ...new Array(2 * most - cells.length).fill(null)]);
    }
  },
};

function told({ timeZone: zone }: ExportSource, at: number): string {
  return DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd HH:mm:ss');
}

/** Spans that overlap or meet as one: camtrapR takes what is told twice away twice. By start. */
export function joined(spans: readonly TimeSpan[]): TimeSpan[] {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (from < to) all.push({ from, to });
  }
  return all;
}
