import { DateTime } from 'luxon';
import { csvLine } from '../../base/csv.ts';
import { say } from '../../base/said/said.ts';
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
 * `dateFormat = "ymd HMS"`; camtrapR takes every day for 24 hours, so an hour that the clock tells twice in autumn is told once, and
 * on days on which clocks change shares are near those of the operation matrix, not the same. Minutes that were looked at in part are no
 * problem, so days may come out a little fuller than there.
 * @see https://jniedballa.github.io/camtrapR/reference/cameraOperation.html
 */
export const cameraTable: Format<string> = {
  name: 'camera-table',
  summary: say('export-camera-table', {}),
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
        // What was only in an hour that the clock told again has no length on it.
        problems: problems
          .map((span) => [told(source, span.from), told(source, span.to)] as const)
          .filter(([start, end]) => start < end),
      });
    }
    const most = Math.max(0, ...rows.map(({ problems }) => problems.length));
    const names = Array.from({ length: most }, (_, i) => [`Problem${i + 1}_from`, `Problem${i + 1}_to`]).flat();
    yield csvLine(['Station', 'Camera', 'Setup_date', 'Retrieval_date', 'Latitude', 'Longitude', ...names]);
    for (const { facts, problems } of rows) {
      const cells = problems.flat();
      yield csvLine([...facts, ...cells, ...new Array(2 * most - cells.length).fill(null)]);
    }
  },
};

/** A time by the site's clock, never before an earlier one: when the clock tells an hour again, the end of that hour. */
function told({ timeZone: zone }: ExportSource, at: number): string {
  let time = DateTime.fromMillis(at, { zone });
  while (isAgain(time)) time = time.startOf('minute').plus({ minutes: 1 });
  return time.toFormat('yyyy-MM-dd HH:mm:ss');
}

/** True where the clock showed the same an hour or so before. */
function isAgain(time: DateTime): boolean {
  return time.getPossibleOffsets().some((other) => other.toMillis() < time.toMillis());
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
