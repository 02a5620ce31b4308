import { type Cell, csvLine } from '../../base/csv.ts';
import type { Reviewed } from '../../base/domain.ts';
import type { Counted } from '../../count/review/basis.ts';
import { lineage, taxonById } from '../../know/taxonomy/taxa.ts';
import { publishedRank } from '../../know/taxonomy/wild.ts';
import type { ExportQuery, ExportSource, Format } from './format.ts';
import { GENERALISED, type Place, Places } from './place.ts';
import { stamp } from './stamp.ts';
import { visitsOf } from './visits.ts';
import { zipped } from './zip.ts';

const DWC = 'http://rs.tdwg.org/dwc/terms/';
/** Terms of occurrence.csv, in order; the first is the id. */
const TERMS = [
  ...[
    'occurrenceID',
    'basisOfRecord',
    'eventID',
    'parentEventID',
    'eventDate',
    'individualCount',
    'lifeStage',
    'sex',
    'behavior',
  ],
  ...['occurrenceStatus', 'samplingProtocol', 'samplingEffort', 'locationID', 'locality', 'habitat', 'countryCode'],
  ...['decimalLatitude', 'decimalLongitude', 'geodeticDatum', 'coordinateUncertaintyInMeters', 'coordinatePrecision'],
  ...[
    'dataGeneralizations',
    'identifiedBy',
    'dateIdentified',
    'identificationVerificationStatus',
    'identificationRemarks',
  ],
  ...['taxonRank', 'scientificName', 'vernacularName', 'kingdom', 'phylum', 'class', 'order', 'family', 'genus'],
] as const;

/**
 * A Darwin Core Archive: one occurrence a visit, on the count of individuals at once.
 * @see https://dwc.tdwg.org/text/
 */
export const darwinCore: Format = {
  name: 'darwin-core',
  summary: 'Darwin Core Archive as a zip: an occurrence a visit; positions of protected species are generalised',
  mediaType: 'application/zip',
  file: 'darwin-core.zip',
  write: (source, query) =>
    zipped([
      { name: 'occurrence.csv', text: () => occurrences(source, query) },
      { name: 'meta.xml', text: () => once(META) },
      { name: 'eml.xml', text: () => once(eml(source, query)) },
    ]),
};

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

async function* occurrences(source: ExportSource, query: ExportQuery): AsyncGenerator<string> {
  const places = new Places(source, query);
  const days = new Map(
    source.cameras.map(({ id }) => [id, source.store.effort.total(id, query.from, query.to).lookedSeconds / 86_400]),
  );
  yield csvLine([...TERMS]);
  for await (const { reviewed, counted } of visitsOf(source, query)) {
    if (!counted) continue;
    const place = places.at(reviewed.visit.camera, reviewed.visit.startAt);
    const row: Partial<Record<(typeof TERMS)[number], Cell>> = {
      ...event(source, reviewed, place, days.get(reviewed.visit.camera) ?? 0),
      ...where(place),
      ...who(source, reviewed),
      ...what(counted),
    };
    yield csvLine(TERMS.map((term) => row[term] ?? null));
  }
}

function event({ timeZone }: ExportSource, { visit, outcome }: Reviewed, place: Place, days: number) {
  const told = (words: readonly (readonly [string, number | undefined])[]) =>
    words.flatMap(([word, count]) => (count ? [`${count} ${word}`] : [])).join(' | ') || null;
  return {
    occurrenceID: `${visit.id}:occurrence`,
    basisOfRecord: 'MachineObservation',
    eventID: visit.id,
    parentEventID: place.id,
    eventDate: `${stamp(visit.startAt, timeZone)}/${stamp(visit.endAt, timeZone)}`,
    lifeStage: told([
      ['adults', outcome?.adults],
      ['juveniles', outcome?.juveniles],
    ]),
    sex: told([
      ['females', outcome?.females],
      ['males', outcome?.males],
    ]),
    behavior: outcome?.behaviour ?? null,
    occurrenceStatus: 'present',
    samplingProtocol: 'camera trap',
    samplingEffort: `${days.toFixed(2)} camera-days in the time of the export`,
  };
}

function where({ station, place, habitat, latitude, longitude, generalised }: Place) {
  return {
    locationID: station,
    locality: place,
    habitat,
    decimalLatitude: latitude,
    decimalLongitude: longitude,
    geodeticDatum: 'EPSG:4326',
    coordinateUncertaintyInMeters: generalised?.uncertaintyMetres ?? null,
    coordinatePrecision: generalised?.degrees ?? null,
    dataGeneralizations: generalised ? GENERALISED : null,
  };
}

function who({ version, timeZone, store }: ExportSource, { visit, outcome }: Reviewed) {
  const settled = outcome?.status === 'confirmed' || outcome?.status === 'corrected';
  const verdict = store.tracks
    .ofVisit(visit.id)
    .flatMap((track) => track.verdict ?? [])
    .sort((a, b) => b.score - a.score)[0];
  return {
    identifiedBy: settled ? outcome.by.join(' | ') : `Roost ${version}`,
    dateIdentified: stamp(settled ? outcome.at : visit.endAt, timeZone),
    identificationVerificationStatus: settled ? 'verified by a person' : 'unverified',
    identificationRemarks: verdict
      ? `machine: ${verdict.taxon}, ${verdict.score.toFixed(3)} by ${verdict.models.join(' | ')}; prior ${verdict.prior.id}`
      : null,
  };
}

function what({ taxon: id, individuals }: Counted) {
  const taxon = taxonById(id);
  const above = Object.fromEntries(lineage(id).map(({ rank, scientific }) => [rank, scientific]));
  return {
    individualCount: individuals,
    taxonRank: taxon ? publishedRank(taxon) : null,
    scientificName: taxon?.scientific ?? id,
    vernacularName: taxon?.chinese ?? taxon?.english ?? null,
    kingdom: 'Animalia',
    phylum: 'Chordata',
    class: above.class ?? null,
    order: above.order ?? null,
    family: above.family ?? null,
    genus: above.genus ?? null,
  };
}

const META = `<?xml version="1.0" encoding="UTF-8"?>
<archive xmlns="http://rs.tdwg.org/dwc/text/" metadata="eml.xml">
  <core encoding="UTF-8" fieldsTerminatedBy="," linesTerminatedBy="\\r\\n" fieldsEnclosedBy="&quot;" ignoreHeaderLines="1" rowType="${DWC}Occurrence">
    <files><location>occurrence.csv</location></files>
    <id index="0"/>
${TERMS.map((term, index) => `    <field index="${index}" term="${DWC}${term}"/>`).join('\n')}
  </core>
</archive>
`;

function eml({ site, timeZone, version, now }: ExportSource, { from, to }: ExportQuery): string {
  const safe = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const day = (at: number) => stamp(at, timeZone).slice(0, 10);
  const title = safe(`Birds and mammals at ${site.name}, ${day(from)} to ${day(to - 1)}`);
  const party = `<organizationName>${safe(site.name)}</organizationName>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<eml:eml xmlns:eml="https://eml.ecoinformatics.org/eml-2.2.0" packageId="roost-${from}-${to}" system="Roost ${safe(version)}">
  <dataset>
    <title>${title}</title>
    <creator>${party}</creator>
    <pubDate>${day(now)}</pubDate>
    <abstract><para>Visits found, named and counted by Roost ${safe(version)} in the streams of cameras; individualCount is MaxN, the most at once.</para></abstract>
    <contact>${party}</contact>
  </dataset>
</eml:eml>
`;
}
