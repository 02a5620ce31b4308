import { posix } from 'node:path';
import { DateTime } from 'luxon';
import { csvLine } from '../../base/csv.ts';
import type { Reviewed } from '../../base/domain.ts';
import type { Counted } from '../../count/review/basis.ts';
import { Carried } from '../../count/tally/carried.ts';
import { IndependenceJudge } from '../../count/tally/independence.ts';
import type { ExportSource, Format } from './format.ts';
import { round1 } from './round.ts';
import { visitsOf } from './visits.ts';

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
 * the next one of its species and station, those that go on over a midnight among them. Lines come in the order in which events close; camtrapR does not mind.
 */
export const recordTable: Format<string> = {
  name: 'record-table',
  summary: "camtrapR's record table: independent records, with n_images and count_max of each event",
  mediaType: 'text/csv; charset=utf-8',
  file: 'record-table.csv',
  write: async function* (source, query) {
    yield csvLine(COLUMNS);
    const open = new Map<string, Event>();
    const judge = new IndependenceJudge(query);
    const carried = new Carried();
    const stations = new Map(source.cameras.map(({ id, station }) => [id, station]));
    for await (const { reviewed, counted } of visitsOf(source, query)) {
      if (!counted) continue;
      const { camera } = reviewed.visit;
      const station = query.apart === 'camera' ? camera : (stations.get(camera) ?? camera);
      const goesOn = carried.take(reviewed.visit, counted.taxon);
      const at = reviewed.visit.startAt;
      const { independent, deltaSeconds } = goesOn
        ? { independent: false, deltaSeconds: 0 }
        : judge.judge({ station, species: counted.taxon, at });
      const lane = JSON.stringify([station, counted.taxon]);
      const event = open.get(lane);
      const images = crops(source, reviewed).length;
      if (event && !independent) {
        event.images += images;
        event.most = Math.max(event.most, counted.individuals);
        continue;
      }
      if (event) yield line(event, source);
      open.set(lane, { reviewed, station, counted, deltaSeconds, images, most: counted.individuals });
    }
    for (const event of open.values()) yield line(event, source);
  },
};

function crops({ store }: ExportSource, { visit }: Reviewed) {
  return store.media.ofVisit(visit.id).filter(({ type }) => type === 'crop');
}

function line({ reviewed, station, counted, deltaSeconds, images, most }: Event, source: ExportSource): string {
  const { id, camera, startAt } = reviewed.visit;
  const at = DateTime.fromMillis(startAt, { zone: source.timeZone });
  const file = source.store.media.bestCrop(id)?.file;
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
