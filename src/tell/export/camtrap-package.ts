import { createHash } from 'node:crypto';
import { LICENSES } from '../../base/domain.ts';
import { lineage, taxonById } from '../../know/taxonomy/taxa.ts';
import { publishedRank } from '../../know/taxonomy/wild.ts';
import { daysOf, OUTAGES_SCHEMA, type Sampled } from './camtrap-deployments.ts';
import type { ExportQuery, ExportSource } from './format.ts';
import { GENERALISED } from './place.ts';
import { UNTOLD } from './publication.ts';
import { stamp } from './stamp.ts';

const STANDARD = 'https://raw.githubusercontent.com/tdwg/camtrap-dp/1.0.2';

/** datapackage.json of a Camtrap DP. @param taxa ids of every taxon that a row names */
export function descriptor(
  source: ExportSource,
  query: ExportQuery,
  all: readonly Sampled[],
  taxa: ReadonlySet<string>,
): object {
  const { site, timeZone, version, now, publication = UNTOLD } = source;
  const { license, mediaLicense, samplingDesign, contributors } = publication;
  const asked = { from: dayOf(query.from, timeZone), to: dayOf(query.to - 1, timeZone) };
  const precisions = all.flatMap(({ place }) => place.precision?.degrees ?? []);
  return {
    profile: `${STANDARD}/camtrap-dp-profile.json`,
    name: `${publication.name ?? nameOf(site.name)}-${asked.from}-${asked.to}`,
    id: publication.id ?? uuidOf(JSON.stringify([site.name, site.latitude, site.longitude, asked.from, asked.to])),
    version: publication.version ?? versionOf(now, timeZone),
    title: publication.title ?? `${site.name}, ${asked.from} to ${asked.to}`,
    description: [...(publication.description ? [publication.description] : []), ...about(source, all)].join('\n\n'),
    created: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
    contributors: contributors.length > 0 ? contributors : [{ title: site.name, role: 'rightsHolder' }],
    // Camtrap DP takes both or none.
    ...(license && mediaLicense && { licenses: [licenceOf(license, 'data'), licenceOf(mediaLicense, 'media')] }),
    sources: [{ title: 'Roost', version }],
    resources: [
      ...['deployments', 'media', 'observations'].map((name) => resource(name)),
      resource('outages', OUTAGES_SCHEMA),
    ],
    project: {
      title: publication.project ?? site.name,
      samplingDesign,
      captureMethod: ['activityDetection'],
      individualAnimals: false,
      observationLevel: ['media', 'event'],
    },
    ...(precisions.length > 0 && { coordinatePrecision: Math.max(...precisions) }),
    spatial: box(all),
    temporal: {
      start: dayOf(Math.min(...all.map(({ from }) => from)), timeZone),
      end: dayOf(Math.max(...all.map(({ to }) => to - 1)), timeZone),
    },
    taxonomic: [...taxa].sort().map(taxonOf),
  };
}

/** What a reader must know, a paragraph each. */
function about({ site, version }: ExportSource, all: readonly Sampled[]): string[] {
  const { stood, effort } = daysOf(all);
  const wide = all.some(({ place }) => place.generalised);
  return [
    `Visits of birds and mammals at ${site.name}, found, named and counted by Roost ${version} in the streams of its cameras; counts are MaxN. Visits that overlap at a deployment are one event.${wide ? ` ${GENERALISED}; such deployments say so.` : ''}`,
    `Effort: the deployments of this package last ${stood.toFixed(2)} days together; in ${effort.toFixed(2)} of them their cameras watched and could see, and those are the camera-days of Roost. A program that takes a deployment's length for its effort (get_effort of camtraptor) counts the former. outages.csv tells when a camera did not watch or could not see, and why; effortDays in deploymentTags is what is left of each deployment, with minutes that were watched in part.`,
  ];
}

function resource(name: string, schema: object | string = `${STANDARD}/${name}-table-schema.json`): object {
  return {
    ...{ name, path: `${name}.csv`, profile: 'tabular-data-resource' },
    ...{ format: 'csv', mediatype: 'text/csv', encoding: 'utf-8', schema },
  };
}

function licenceOf(name: keyof typeof LICENSES, scope: 'data' | 'media'): object {
  return { name, path: LICENSES[name], scope };
}

function dayOf(at: number, zone: string): string {
  return stamp(at, zone).slice(0, 10);
}

/** The day of the export as a version: 2026.8.1. */
function versionOf(at: number, zone: string): string {
  return dayOf(at, zone).split('-').map(Number).join('.');
}

/** A name as Data Package wants it, of what Latin letters and digits there are. */
function nameOf(site: string): string {
  const plain = site.normalize('NFKD').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'roost';
}

/** A name-based UUID, version 5 (RFC 9562), in the namespace of addresses: the same for the same text. */
function uuidOf(text: string): string {
  const namespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
  const hash = createHash('sha1').update(namespace).update(text).digest().subarray(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The rectangle that holds every place, as GeoJSON. */
function box(all: readonly Sampled[]): object {
  const [x, y] = [all.map(({ place }) => place.longitude), all.map(({ place }) => place.latitude)];
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
