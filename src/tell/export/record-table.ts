import { posix } from 'node:path';
import { DateTime } from 'luxon';
import { csvLine } from '../../base/csv.ts';
import type { Reviewed } from '../../base/domain.ts';
import { say } from '../../base/said/said.ts';
import type { Counted } from '../../count/review/basis.ts';
import { laneOf } from '../../count/tally/independence.ts';
import { judgedVisits } from '../../count/tally/judged.ts';
import type { ExportSource, Format } from './format.ts';
import { round1 } from './round.ts';
import { Stands } from './stands.ts';

const COLUMNS = [
  ...['Station', 'Camera', 'Species', 'DateTimeOriginal', 'Date', 'Time'],
  ...['delta.time.secs', 'delta.time.mins', 'delta.time.hours', 'delta.time.days'],
  ...['Directory', 'FileName', 'n_images', 'count_max'],
];

/** An independent record with the visits that followed it within the interval. */
interface Event {
  readonly reviewed: Reviewed;
  readonly station: string;
  readonly counted: Counted;
  readonly deltaSeconds: number;
  images: number;
  most: number;
}

/**
 * camtrapR's record table: one line an independent record, with the crops and the highest MaxN of the visits from it up to
 * the next one of its species and station, those of the same second and those that go on over a midnight among them. The number
 * of lines is that of independent records in tallies, where rule and word are the same. Visits that follow a record from before
 * the range belong to that one, stations are named as the rows of the operation matrix are, and `delta.time` counts from records of the table. Lines come in the order in which events
 * close; camtrapR does not mind.
 */
export const recordTable: Format<string> = {
  name: 'record-table',
  summary: say('export-record-table', {}),
  mediaType: 'text/csv; charset=utf-8',
  file: 'record-table.csv',
  write: async function* (source, query) {
    yield csvLine(COLUMNS);
    const open = new Map<string, Event>();
    const stations = query.apart === 'camera' ? {} : source.stations;
    const stands = new Stands(source);
    const judged = judgedVisits(source.store.visits, { ...query, stations }, source.reached);
    for await (const { reviewed, counted, station, independent, deltaSeconds } of judged) {
      const lane = laneOf({ station, species: counted.taxon });
      const event = open.get(lane);
      if (!independent) {
        if (!event) continue;
        event.images += crops(source, reviewed);
        event.most = Math.max(event.most, counted.individuals);
        continue;
      }
      if (event) yield line(event, source);
      const images = crops(source, reviewed);
      const { camera, startAt } = reviewed.visit;
      const row = stands.rowOf(camera, startAt, query.apart);
      open.set(lane, { reviewed, station: row, counted, deltaSeconds, images, most: counted.individuals });
    }
    for (const event of open.values()) yield line(event, source);
  },
};

function crops({ store }: ExportSource, { visit }: Reviewed): number {
  return store.media.ofVisit(visit.id).filter(({ type }) => type === 'crop').length;
}

function line({ reviewed, station, counted, deltaSeconds, images, most }: Event, source: ExportSource): string {
  const { id, camera, startAt } = reviewed.visit;
  const at = DateTime.fromMillis(startAt, { zone: source.timeZone });
  const best = source.store.media.bestCrop(id);
  // What is not kept any more is no file to look at.
  const file = best?.gone ? undefined : best?.file;
  const minutes = round1(deltaSeconds / 60);
  const hours = round1(minutes / 60);
  return csvLine([
    ...[station, camera, source.scientific(counted.taxon)],
    ...[at.toFormat('yyyy-MM-dd HH:mm:ss'), at.toFormat('yyyy-MM-dd'), at.toFormat('HH:mm:ss')],
    ...[deltaSeconds, minutes, hours, round1(hours / 24)],
    ...(file ? [posix.dirname(file), posix.basename(file)] : [null, null]),
    ...[images, most],
  ]);
}
