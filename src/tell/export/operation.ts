import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { csvLine } from '../../base/csv.ts';
import { say } from '../../base/said/said.ts';
import type { ExportSource, Format } from './format.ts';
import { looked, standingPart } from './looked.ts';
import { type SiteDay, siteDays } from './site-days.ts';
import { type Part, type StandRow, Stands } from './stands.ts';

/**
 * camtrapR's camera operation matrix: a row a station, a column a day of the site, each the part of the day that its cameras looked,
 * 0 to 1. NA: no camera stood there. 0: none of those that stood there looked. Of several cameras it is the mean of those that stood
 * there, as `cameraOperation` has it with `allCamsOn = FALSE, camerasIndependent = FALSE` and times of day. Apart by
 * camera a row is called `Station__CAM_camera`. Rows are named as the stations of the record table are, with
 * cameras that are gone among them, so that `detectionHistory` and `surveyReport` find each. Columns go from the first
 * day on which a camera stood or anything was recorded to today, however long the range that was asked for: nobody knows
 * whether a camera will look.
 * @see https://jniedballa.github.io/camtrapR/reference/cameraOperation.html
 */
export const operationMatrix: Format<string> = {
  name: 'operation-matrix',
  summary: say('export-operation-matrix', {}),
  mediaType: 'text/csv; charset=utf-8',
  file: 'operation-matrix.csv',
  write: async function* (source, query) {
    const { from, to } = standingPart(source, query);
    const days = siteDays(from, to, source.timeZone);
    yield csvLine(['', ...days.map(({ name }) => name)]);
    for (const row of new Stands(source).rows(query.apart)) {
      const cells = days.map((day) =>
        share(source, row, day, { from: Math.max(day.from, from), to: Math.min(day.to, to) }),
      );
      // camtrapR cannot read a row that says nothing.
      if (cells.some((cell) => cell !== undefined)) yield csvLine([row.name, ...cells.map((cell) => cell ?? 'NA')]);
      await yieldToOthers();
    }
  },
};

/**
 * The part of a day that the cameras of a row looked; undefined where none stood there. Only 0 where none of them looked.
 * @param asked what of the day is in the range: a range that begins at noon has half a day of effort, as it has of records
 */
function share(source: ExportSource, { stands }: StandRow, day: SiteDay, asked: Part): number | undefined {
  const each = stands.flatMap((stand) => looked(source, stand, asked) ?? []);
  if (each.length === 0) return undefined;
  const lookedMs = each.reduce((sum, { lookedMs }) => sum + lookedMs, 0);
  const part = lookedMs / (day.to - day.from) / each.length;
  return part > 0 ? Math.max(1, Math.round(part * 10_000)) / 10_000 : 0;
}
