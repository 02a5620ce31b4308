import { join } from 'node:path';
import { csvLine } from '../../base/csv.ts';
import { lineage, taxonById } from '../../know/taxonomy/taxa.ts';
import { publishedRank } from '../../know/taxonomy/wild.ts';
import { DEPLOYMENTS, MEDIA, OBSERVATIONS } from './camtrap-columns.ts';
import { eventRows, mediaRows } from './camtrap-observations.ts';
import type { ExportQuery, ExportSource, Format } from './format.ts';
import { GENERALISED, Places } from './place.ts';
import { stamp } from './stamp.ts';
import { visitsOf } from './visits.ts';
import { type ZipEntry, zipped } from './zip.ts';

const STANDARD = 'https://raw.githubusercontent.com/tdwg/camtrap-dp/1.0.2';

/**
 * A camera trap data package, Camtrap DP 1.0.2: deployments, media, observations. Rows of events are exclusive and may be
 * summed; those of media say what each picture shows, and are never added to them. A visit that was rejected is an event
 * with nothing in it (`blank`).
 * @see https://camtrap-dp.tdwg.org
 */
export const camtrapDp: Format = {
  name: 'camtrap-dp',
  summary: 'Camtrap DP 1.0.2 as a zip: deployments, media, observations; with the media where they are asked for',
  mediaType: 'application/zip',
  file: 'camtrap-dp.zip',
  write: (source, query) => zipped(entries(source, query)),
};

async function* entries(source: ExportSource, query: ExportQuery): AsyncGenerator<ZipEntry> {
  const places = new Places(source, query);
  const taxa = new Set<string>();
  yield { name: 'deployments.csv', text: () => deployments(source, query, places) };
  yield { name: 'media.csv', text: () => media(source, query, places) };
  yield { name: 'observations.csv', text: () => observations(source, query, places, taxa) };
  // Last, for only now is known which taxa are in it.
  yield { name: 'datapackage.json', text: () => descriptor(source, query, places, taxa) };
  if (!query.media) return;
  for await (const { reviewed, counted } of visitsOf(source, query))
    if (counted)
      // What had people in it stays on the box, also where they were wiped out.
      for (const { file, blurred } of source.store.media.ofVisit(reviewed.visit.id))
        if (!blurred) yield { name: file, file: join(source.data, file) };
}

async function* deployments(
  { timeZone, now }: ExportSource,
  { to }: ExportQuery,
  places: Places,
): AsyncGenerator<string> {
  yield csvLine(DEPLOYMENTS);
  for (const place of places.all()) {
    const {
      id,
      station,
      place: name,
      latitude,
      longitude,
      startAt,
      camera,
      heightMetres,
      directionDegrees,
      habitat,
    } = place;
    const facts = {
      deploymentID: id,
      locationID: station,
      locationName: name,
      latitude,
      longitude,
      coordinateUncertainty: place.generalised?.uncertaintyMetres ?? null,
      deploymentStart: stamp(startAt, timeZone),
      deploymentEnd: stamp(place.endAt ?? Math.max(startAt, Math.min(to, now)), timeZone),
      cameraID: camera,
      cameraHeight: heightMetres ?? null,
      cameraHeading: directionDegrees === undefined ? null : Math.round(directionDegrees),
      habitat,
      deploymentComments: place.generalised ? GENERALISED : null,
    };
    yield csvLine(DEPLOYMENTS.map((column) => facts[column as keyof typeof facts] ?? null));
  }
}

async function* media(source: ExportSource, query: ExportQuery, places: Places): AsyncGenerator<string> {
  yield csvLine(MEDIA);
  for await (const { reviewed, counted } of visitsOf(source, query)) {
    if (!counted) continue;
    const { id, camera, startAt } = reviewed.visit;
    for (const { id: mediaID, at, file, type, blurred } of source.store.media.ofVisit(id)) {
      const facts = {
        mediaID,
        deploymentID: places.at(camera, startAt).id,
        captureMethod: 'activityDetection',
        timestamp: stamp(at, source.timeZone),
        filePath: file,
        // What had people in it is for the site's own eyes, also where they were wiped out.
        filePublic: query.media && !blurred ? 'true' : 'false',
        fileName: file.slice(file.lastIndexOf('/') + 1),
        fileMediatype: type === 'clip' ? 'video/mp4' : 'image/jpeg',
      };
      yield csvLine(MEDIA.map((column) => facts[column as keyof typeof facts] ?? null));
    }
  }
}

async function* observations(source: ExportSource, query: ExportQuery, places: Places, taxa: Set<string>) {
  yield csvLine(OBSERVATIONS);
  for await (const { reviewed, counted } of visitsOf(source, query)) {
    const rejected = query.basis !== 'machine' && reviewed.outcome?.status === 'rejected';
    if (!counted && !rejected) continue;
    if (counted) taxa.add(counted.taxon);
    const { id: deploymentID } = places.at(reviewed.visit.camera, reviewed.visit.startAt);
    const rows = [...eventRows(source, reviewed, counted), ...(counted ? mediaRows(source, reviewed) : [])];
    for (const row of rows)
      yield csvLine(OBSERVATIONS.map((column) => ({ ...row, deploymentID })[column as keyof typeof row] ?? null));
  }
}

async function* descriptor(source: ExportSource, query: ExportQuery, places: Places, taxa: ReadonlySet<string>) {
  const { site, timeZone, version, now } = source;
  const resource = (name: string) => ({
    ...{
      name,
      path: `${name}.csv`,
      profile: 'tabular-data-resource',
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
    },
    schema: `${STANDARD}/${name}-table-schema.json`,
  });
  const wide = places.all().some(({ generalised }) => generalised);
  const about = `Visits of birds and mammals at ${site.name}, found, named and counted by Roost ${version} in the streams of its cameras; counts are MaxN.`;
  const days = { start: stamp(query.from, timeZone).slice(0, 10), end: stamp(query.to - 1, timeZone).slice(0, 10) };
  yield `${JSON.stringify(
    {
      profile: `${STANDARD}/camtrap-dp-profile.json`,
      name: 'roost-export',
      title: `${site.name}, ${days.start} to ${days.end}`,
      description: `${about}${wide ? ` ${GENERALISED}; such deployments say so.` : ''}`,
      created: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
      contributors: [{ title: site.name, role: 'rightsHolder' }],
      sources: [{ title: 'Roost', version }],
      resources: ['deployments', 'media', 'observations'].map(resource),
      project: {
        title: site.name,
        samplingDesign: 'targeted',
        captureMethod: ['activityDetection'],
        individualAnimals: false,
        observationLevel: ['media', 'event'],
      },
      spatial: box(places),
      temporal: days,
      taxonomic: [...taxa].sort().map(taxonOf),
    },
    undefined,
    2,
  )}\n`;
}

/** The rectangle that holds every place, as GeoJSON. */
function box(places: Places): object {
  const all = places.all();
  const [x, y] = [all.map(({ longitude }) => longitude), all.map(({ latitude }) => latitude)];
  const [west, east, south, north] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [corners] };
}

function taxonOf(id: string): object {
  const taxon = taxonById(id);
  if (!taxon) return { scientificName: id };
  const above = lineage(id).filter(({ rank }) => rank !== 'species' && rank !== taxon.rank);
  return {
    scientificName: taxon.scientific,
    taxonRank: publishedRank(taxon),
    kingdom: 'Animalia',
    phylum: 'Chordata',
    ...Object.fromEntries(above.toReversed().map(({ rank, scientific }) => [rank, scientific])),
    vernacularNames: { ...(taxon.english && { eng: taxon.english }), ...(taxon.chinese && { zho: taxon.chinese }) },
  };
}
