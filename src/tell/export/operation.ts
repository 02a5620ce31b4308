import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { csvLine } from '../../base/csv.ts';
import type { Deployment } from '../../base/domain.ts';
import { recorded } from '../../count/tally/recorded.ts';
import { staysIn } from '../../count/tally/stations.ts';
import type { ExportCamera, ExportQuery, ExportSource, Format } from './format.ts';

/**
 * camtrapR's camera operation matrix: a row a camera at a station, a column a day of the site, each the part of the day that the
 * camera watched, 0 to 1. 0: it stood there and did not look. NA: it did not stand there. Rows are called
 * `Station__CAM_camera` as camtrapR calls those of its matrices by camera. Columns go from the first day on which a camera stood or
 * anything was recorded to today, however long the range that was asked for: nobody knows whether a camera will look.
 */
export const operationMatrix: Format<string> = {
  name: 'operation-matrix',
  summary:
    "camtrapR's camera operation matrix: the part of each day that each camera watched; NA where it did not stand",
  mediaType: 'text/csv; charset=utf-8',
  file: 'operation-matrix.csv',
  write: async function* (source, query) {
    const stood = source.store.deployments.all();
    const { from, to } = knownPart(source, stood, query);
    const days = daysOf(from, to, source.timeZone);
    yield csvLine(['', ...days.map(({ name }) => name)]);
    for (const camera of source.cameras) {
      const own = stood.filter((deployment) => deployment.camera === camera.id);
      const stays = staysIn(source.stations, camera.id, from, to);
      for (const station of new Set(stays.map((stay) => stay.station))) {
        const here = stays.filter((stay) => stay.station === station);
        yield csvLine([`${station}__CAM_${camera.id}`, ...days.map((day) => cell(source, camera, own, here, day))]);
        await yieldToOthers();
      }
    }
  },
};

/** The part of a range in which a camera stood or something was recorded, up to now, or beyond where more was recorded. */
function knownPart({ store, now }: ExportSource, stood: readonly Deployment[], { from, to }: ExportQuery) {
  const known = recorded(store);
  const starts = [...stood.map(({ startAt }) => startAt), ...(known ? [known.from] : [])];
  return { from: Math.max(from, Math.min(to, ...starts)), to: Math.min(to, Math.max(now, known?.to ?? now)) };
}

interface Part {
  readonly from: number;
  readonly to: number;
}

interface Day extends Part {
  readonly name: string;
}

/** Days of the zone that hold any of a range of time; one has 23, 24 or 25 hours. */
function daysOf(from: number, to: number, zone: string): Day[] {
  const days: Day[] = [];
  for (let day = DateTime.fromMillis(from, { zone }).startOf('day'); day.toMillis() < to; ) {
    const next = day.plus({ days: 1 }).startOf('day');
    days.push({ name: day.toISODate()!, from: day.toMillis(), to: next.toMillis() });
    day = next;
  }
  return days;
}

/** The part of a day that a camera watched while it was at a station. */
function cell(
  { store }: ExportSource,
  { id }: ExportCamera,
  own: readonly Deployment[],
  here: readonly Part[],
  day: Day,
) {
  const parts = here.flatMap(({ from, to }) => {
    const part = { from: Math.max(from, day.from), to: Math.min(to, day.to) };
    return part.from < part.to ? [part] : [];
  });
  const watched = parts.reduce((sum, { from, to }) => sum + store.effort.total(id, from, to).watchedSeconds, 0);
  const stands = parts.some(({ from, to }) =>
    own.some(({ startAt, endAt = Number.POSITIVE_INFINITY }) => startAt < to && endAt > from),
  );
  if (!stands && watched === 0) return 'NA';
  return Math.round((watched * 1000 * 1000) / (day.to - day.from)) / 1000;
}
