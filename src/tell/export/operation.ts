import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { DateTime } from 'luxon';
import { csvLine } from '../../base/csv.ts';
import type { Deployment } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import type { ExportCamera, ExportSource, Format } from './format.ts';

/** Most days in one matrix: eleven years of columns. */
const MOST_DAYS = 4_000;

/**
 * camtrapR's camera operation matrix: a row a camera, a column a day of the site, each the part of the day that the
 * camera watched, 0 to 1. 0: it stood there and did not look. NA: it did not stand there. Rows are called
 * `Station__CAM_camera` as camtrapR calls those of its matrices by camera.
 */
export const operationMatrix: Format<string> = {
  name: 'operation-matrix',
  summary:
    "camtrapR's camera operation matrix: the part of each day that each camera watched; NA where it did not stand",
  mediaType: 'text/csv; charset=utf-8',
  file: 'operation-matrix.csv',
  refuse: ({ from, to }) => {
    if (to - from > MOST_DAYS * 86_400_000)
      throw new RoostError('export', 'operation-matrix', `more than ${MOST_DAYS} days`, 'Ask for a shorter range');
  },
  write: async function* (source, { from, to }) {
    const days = daysOf(from, to, source.timeZone);
    yield csvLine(['', ...days.map(({ name }) => name)]);
    const stood = source.store.deployments.all();
    for (const camera of source.cameras) {
      const own = stood.filter((deployment) => deployment.camera === camera.id);
      yield csvLine([`${camera.station}__CAM_${camera.id}`, ...days.map((day) => cell(source, camera, own, day))]);
      await yieldToOthers();
    }
  },
};

interface Day {
  readonly name: string;
  readonly from: number;
  readonly to: number;
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

function cell({ store }: ExportSource, { id }: ExportCamera, own: readonly Deployment[], { from, to }: Day) {
  const watched = store.effort.total(id, from, to).watchedSeconds;
  const stands = own.some(({ startAt, endAt = Number.POSITIVE_INFINITY }) => startAt < to && endAt > from);
  if (!stands && watched === 0) return 'NA';
  return Math.round((watched * 1000 * 1000) / (to - from)) / 1000;
}
