import { type Cell, csvLine } from '../../base/csv.ts';
import { LICENSES, type Reviewed } from '../../base/domain.ts';
import { say } from '../../base/said/said.ts';
import type { Counted } from '../../count/review/basis.ts';
import { lineage, taxonById } from '../../know/taxonomy/taxa.ts';
import { publishedRank } from '../../know/taxonomy/wild.ts';
import { effortDays, locationName } from './camtrap-deployments.ts';
import { datasetNameOf, eml } from './eml.ts';
import type { ExportQuery, ExportSource, Format } from './format.ts';
import { GENERALISED, type Place, Places } from './place.ts';
import { UNTOLD } from './publication.ts';
import { stamp } from './stamp.ts';
import { visitsOf } from './visits.ts';
import { zipped } from './zip.ts';

const DWC = 'http://rs.tdwg.org/dwc/terms/';
/** Terms of occurrence.csv, in order; the first is the id. */
const TERMS = [
  ...(['occurrenceID', 'basisOfRecord', 'institutionCode', 'datasetName', 'recordedBy'] as const),
  ...(['eventID', 'parentEventID', 'eventDate', 'individualCount', 'lifeStage', 'sex', 'behavior'] as const),
  ...(['dynamicProperties', 'occurrenceStatus', 'samplingProtocol', 'samplingEffort'] as const),
  ...(['locationID', 'locality', 'habitat', 'countryCode'] as const),
  ...(['decimalLatitude', 'decimalLongitude', 'geodeticDatum', 'coordinateUncertaintyInMeters'] as const),
  ...(['coordinatePrecision', 'dataGeneralizations', 'identifiedBy', 'dateIdentified'] as const),
  ...(['identificationVerificationStatus', 'identificationRemarks'] as const),
  ...(['taxonRank', 'scientificName', 'vernacularName', 'kingdom', 'phylum', 'class', 'order', 'family'] as const),
  ...(['genus', 'license'] as const),
] as const;

/** The one term that is Dublin Core's. */
const LICENSE = 'http://purl.org/dc/terms/license';

/**
 * A Darwin Core Archive: one occurrence a visit, on the count of individuals at once.
 * @see https://dwc.tdwg.org/text/
 */
export const darwinCore: Format = {
  name: 'darwin-core',
  summary: say('export-darwin-core', {}),
  mediaType: 'application/zip',
  file: 'darwin-core.zip',
  publishes: true,
  write: (source, query) =>
    zipped([
      { name: 'occurrence.csv', text: () => occurrences(source, query) },
      { name: 'meta.xml', text: () => once(META) },
      { name: 'eml.xml', text: () => once(eml(source, query, new Places(source, query).listed())) },
    ]),
};

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

async function* occurrences(source: ExportSource, query: ExportQuery): AsyncGenerator<string> {
  const places = new Places(source, query);
  const days = new Map(places.listed().map((listed) => [listed.place.id, effortDays(source, listed)]));
  const published = publishedAs(source, query);
  yield csvLine([...TERMS]);
  for await (const { reviewed, counted } of visitsOf(source, query)) {
    if (!counted) continue;
    const place = places.at(reviewed.visit.camera, reviewed.visit.startAt);
    const row: Partial<Record<(typeof TERMS)[number], Cell>> = {
      ...published,
      ...event(source, reviewed, place, days.get(place.id) ?? 0),
      ...group(reviewed, counted),
      ...where(place),
      ...who(source, reviewed),
      ...what(counted),
    };
    yield csvLine(TERMS.map((term) => row[term] ?? null));
  }
}

/** What every occurrence says of the data set that it is in. */
function publishedAs(source: ExportSource, query: ExportQuery) {
  const { license, institutionCode, recordedBy, countryCode } = source.publication ?? UNTOLD;
  return {
    license: license ? LICENSES[license] : null,
    datasetName: datasetNameOf(source, query),
    institutionCode: institutionCode ?? null,
    recordedBy: recordedBy.length > 0 ? recordedBy.join(' | ') : null,
    countryCode: countryCode ?? null,
  };
}

function event({ timeZone }: ExportSource, { visit, outcome }: Reviewed, place: Place, days: number) {
  return {
    occurrenceID: `${visit.id}:occurrence`,
    basisOfRecord: 'MachineObservation',
    eventID: visit.id,
    parentEventID: place.id,
    eventDate: `${stamp(visit.startAt, timeZone)}/${stamp(visit.endAt, timeZone)}`,
    behavior: outcome?.behaviour ?? null,
    occurrenceStatus: 'present',
    samplingProtocol: 'camera trap',
    samplingEffort: `${days.toFixed(2)} camera-days of the deployment in the time of the export`,
  };
}

/**
 * Life stage and sex in the words of GBIF's vocabularies, where all that were counted are of one; a mixed group, or one that was
 * told apart only in part, says its numbers in `dynamicProperties`.
 * @see https://rs.gbif.org/vocabulary/gbif/life_stage.xml
 * @see https://rs.gbif.org/vocabulary/gbif/sex.xml
 */
function group({ outcome }: Reviewed, { individuals }: Counted) {
  const { adults, juveniles, females, males } = outcome ?? {};
  const one = (words: readonly (readonly [string, number | undefined])[]) => {
    const some = words.filter(([, count]) => count);
    return some.length === 1 && some[0]![1]! >= individuals ? some[0]![0] : null;
  };
  const lifeStage = one([
    ['adult', adults],
    ['juvenile', juveniles],
  ]);
  const sex = one([
    ['female', females],
    ['male', males],
  ]);
  const numbers = { ...(!lifeStage && { adults, juveniles }), ...(!sex && { females, males }) };
  const told = Object.entries(numbers).filter(([, count]) => count !== undefined && count > 0);
  return { lifeStage, sex, dynamicProperties: told.length > 0 ? JSON.stringify(Object.fromEntries(told)) : null };
}

function where(at: Place) {
  const { station, habitat, latitude, longitude, generalised, precision } = at;
  return {
    locationID: station,
    locality: locationName(at),
    habitat,
    decimalLatitude: latitude,
    decimalLongitude: longitude,
    geodeticDatum: 'EPSG:4326',
    coordinateUncertaintyInMeters: precision?.uncertaintyMetres ?? null,
    coordinatePrecision: precision?.degrees ?? null,
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
${TERMS.map((term, index) => `    <field index="${index}" term="${term === 'license' ? LICENSE : DWC + term}"/>`).join('\n')}
  </core>
</archive>
`;
