import { join } from 'node:path';
import { csvLine } from '../../base/csv.ts';
import { RoostError } from '../../base/errors.ts';
import { say } from '../../base/said/said.ts';
import { MEDIA, OBSERVATIONS } from './camtrap-columns.ts';
import { deploymentsCsv, outagesCsv, sampled } from './camtrap-deployments.ts';
import { eventsOf, mediaOf } from './camtrap-events.ts';
import { eventRows } from './camtrap-observations.ts';
import { descriptor } from './camtrap-package.ts';
import type { ExportQuery, ExportSource, Format } from './format.ts';
import { Places } from './place.ts';
import { stamp } from './stamp.ts';
import { visitsOf } from './visits.ts';
import { type ZipEntry, zipped } from './zip.ts';

/**
 * A camera trap data package, Camtrap DP 1.0.2: deployments, media, observations, and outages beside them. Rows of events are
 * exclusive and may be summed; those of media say what each picture shows, and are never added to them. What was rejected is
 * an event with nothing in it (`blank`).
 * @see https://camtrap-dp.tdwg.org
 */
export const camtrapDp: Format = {
  name: 'camtrap-dp',
  summary: say('export-camtrap-dp', {}),
  mediaType: 'application/zip',
  file: 'camtrap-dp.zip',
  publishes: true,
  write: async function* (source, query) {
    await requireRecords(source, query);
    yield* zipped(entries(source, query));
  },
};

/** @throws RoostError where nothing counts in the range: a package must name a taxon */
async function requireRecords(source: ExportSource, query: ExportQuery): Promise<void> {
  const { reached: _, ...quiet } = source;
  for await (const { counted } of visitsOf(quiet, query)) if (counted) return;
  const range = `${stamp(query.from, source.timeZone)} to ${stamp(query.to, source.timeZone)}`;
  const why = 'no visit counts in that time, and a Camtrap DP must name a taxon';
  throw new RoostError('export', `camtrap-dp of ${range}`, why, 'Ask for a time in which something was recorded');
}

async function* entries(source: ExportSource, query: ExportQuery): AsyncGenerator<ZipEntry> {
  const places = new Places(source, query);
  const all = await sampled(source, places);
  const taxa = new Set<string>();
  yield { name: 'deployments.csv', text: () => deploymentsCsv(source, all) };
  yield { name: 'outages.csv', text: () => outagesCsv(source, all) };
  yield { name: 'media.csv', text: () => media(source, query, places) };
  yield { name: 'observations.csv', text: () => observations(source, query, places, taxa) };
  // Last, for only now is known which taxa are in it.
  const last = async function* () {
    yield `${JSON.stringify(descriptor(source, query, all, taxa), undefined, 2)}\n`;
  };
  yield { name: 'datapackage.json', text: last };
  if (!query.media) return;
  for await (const { reviewed, counted } of visitsOf(source, query))
    if (counted)
      // What had people in it stays on the box, also where they were wiped out.
      for (const { file, blurred, gone } of mediaOf(source, places, reviewed.visit))
        if (!blurred && !gone) yield { name: file, file: join(source.data, file) };
}

async function* media(source: ExportSource, query: ExportQuery, places: Places): AsyncGenerator<string> {
  yield csvLine(MEDIA);
  for await (const { reviewed, counted } of visitsOf(source, query)) {
    if (!counted) continue;
    const { camera, startAt } = reviewed.visit;
    for (const { id: mediaID, at, file, type, blurred, gone, sha256 } of mediaOf(source, places, reviewed.visit)) {
      const facts = {
        mediaID,
        deploymentID: places.at(camera, startAt).id,
        captureMethod: 'activityDetection',
        timestamp: stamp(at, source.timeZone),
        filePath: file,
        // What had people in it is for the site's own eyes, also where they were wiped out.
        filePublic: query.media && !blurred && !gone ? 'true' : 'false',
        fileName: file.slice(file.lastIndexOf('/') + 1),
        fileMediatype: type === 'clip' ? 'video/mp4' : 'image/jpeg',
        ...(gone && {
          mediaComments: `The file is not kept: it went ${stamp(gone.at, source.timeZone)} ${gone.why}. SHA-256 ${sha256}`,
        }),
      };
      yield csvLine(MEDIA.map((column) => facts[column as keyof typeof facts] ?? null));
    }
  }
}

async function* observations(source: ExportSource, query: ExportQuery, places: Places, taxa: Set<string>) {
  yield csvLine(OBSERVATIONS);
  for await (const event of eventsOf(source, query, places)) {
    const told = eventRows(source, event);
    for (const taxon of told.taxa) taxa.add(taxon);
    for (const row of told.rows) yield csvLine(OBSERVATIONS.map((column) => row[column] ?? null));
  }
}
