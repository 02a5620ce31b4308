import { type Contributor, LICENSES } from '../../base/domain.ts';
import type { ExportQuery, ExportSource } from './format.ts';
import { GENERALISED, type Listed } from './place.ts';
import { UNTOLD } from './publication.ts';
import { stamp } from './stamp.ts';

/** What an archive is called: as roost.yaml says, else site and range. */
export function datasetNameOf({ site, timeZone, publication }: ExportSource, { from, to }: ExportQuery): string {
  const { datasetName, title } = publication ?? UNTOLD;
  const day = (at: number) => stamp(at, timeZone).slice(0, 10);
  return datasetName ?? title ?? `Birds and mammals at ${site.name}, ${day(from)} to ${day(to - 1)}`;
}

/**
 * What an archive says of itself, in Ecological Metadata Language 2.2 as GBIF's profile 1.3 has it.
 * @param listed the deployments of the range
 * @see https://rs.gbif.org/schema/eml-gbif-profile/1.3/
 */
export function eml(source: ExportSource, query: ExportQuery, listed: readonly Listed[]): string {
  const { site, timeZone, version, now, publication = UNTOLD } = source;
  const { from, to } = query;
  const day = (at: number) => stamp(at, timeZone).slice(0, 10);
  const { contributors, description, license, id } = publication;
  const title = publication.title ?? datasetNameOf(source, query);
  const party = ({ title, email, path, organization }: Partial<Contributor>) =>
    [
      ...(organization ? [`<individualName><surName>${safe(title ?? '')}</surName></individualName>`] : []),
      `<organizationName>${safe(organization ?? title ?? site.name)}</organizationName>`,
      ...(email ? [`<electronicMailAddress>${safe(email)}</electronicMailAddress>`] : []),
      ...(path ? [`<onlineUrl>${safe(path)}</onlineUrl>`] : []),
    ].join('');
  const creators = contributors.filter(({ role }) => role !== 'rightsHolder' && role !== 'publisher');
  const contacts = contributors.filter(({ role }) => role === 'contact');
  const parties = (name: string, all: readonly Partial<Contributor>[]) =>
    (all.length > 0 ? all : [{}]).map((one) => `    <${name}>${party(one)}</${name}>`).join('\n');
  const paras = (texts: readonly string[]) => texts.map((text) => `<para>${safe(text)}</para>`).join('');
  const rights = license
    ? `\n    <intellectualRights><para>This work is licensed under <ulink url="${LICENSES[license]}"><citetitle>${license}</citetitle></ulink>.</para></intellectualRights>`
    : '';
  const wide = listed.some(({ place }) => place.generalised);
  return `<?xml version="1.0" encoding="UTF-8"?>
<eml:eml xmlns:eml="https://eml.ecoinformatics.org/eml-2.2.0" packageId="${safe(id ?? `roost-${from}-${to}`)}" system="Roost ${safe(version)}" scope="system" xml:lang="en">
  <dataset>
    <title>${safe(title)}</title>
${parties('creator', creators)}
${parties('metadataProvider', contacts)}
    <pubDate>${day(now)}</pubDate>
    <language>en</language>
    <abstract>${paras([
      ...(description ? [description] : []),
      `Visits found, named and counted by Roost ${version} in the streams of cameras; individualCount is MaxN, the most at once.${wide ? ` ${GENERALISED}.` : ''}`,
    ])}</abstract>${rights}
    <coverage>${coverage(listed, day(from), day(to - 1), site.name)}</coverage>
${parties('contact', contacts)}
    <methods>
      <methodStep><description>${paras(METHOD)}</description></methodStep>
      <sampling>
        <studyExtent><description>${paras([`${site.name}, ${listed.length} deployments of cameras.`])}</description></studyExtent>
        <samplingDescription>${paras([`Sampling design: ${publication.samplingDesign}. Cameras look all the time; samplingEffort of an occurrence is the time in which its deployment's camera watched and could see, in camera-days.`])}</samplingDescription>
      </sampling>
    </methods>
  </dataset>
</eml:eml>
`;
}

const METHOD = [
  'A detector finds animals in the pictures of each stream, a tracker follows them, and classifiers name each track from its best crops, to the rank that the evidence reaches. Tracks of one taxon at one camera with no longer gap than the visit gap are one visit; its count is the most seen at once.',
  'People confirm, correct or reject visits; identificationVerificationStatus says which of them a person verified, and identificationRemarks the models and their score.',
];

function coverage(listed: readonly Listed[], from: string, to: string, site: string): string {
  const [x, y] = [listed.map(({ place }) => place.longitude), listed.map(({ place }) => place.latitude)];
  const bounds = [
    ['west', Math.min(...x)],
    ['east', Math.max(...x)],
    ['north', Math.max(...y)],
    ['south', Math.min(...y)],
  ].map(([side, degrees]) => `<${side}BoundingCoordinate>${degrees}</${side}BoundingCoordinate>`);
  const place =
    listed.length > 0
      ? `<geographicCoverage><geographicDescription>${safe(site)}</geographicDescription><boundingCoordinates>${bounds.join('')}</boundingCoordinates></geographicCoverage>`
      : '';
  const date = (name: string, day: string) => `<${name}><calendarDate>${day}</calendarDate></${name}>`;
  return `${place}<temporalCoverage><rangeOfDates>${date('beginDate', from)}${date('endDate', to)}</rangeOfDates></temporalCoverage>`;
}

/** Text as XML holds it; control characters, which it cannot hold, are left out. */
function safe(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
