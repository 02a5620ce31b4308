import type { License, Publication } from '../../base/domain.ts';
import type { Format } from './format.ts';

/** Of which nothing is told. */
export const UNTOLD: Publication = { contributors: [], samplingDesign: 'targeted', recordedBy: [] };

/** What GBIF takes for the data of a data set. */
const OPEN: readonly License[] = ['CC0-1.0', 'CC-BY-4.0', 'CC-BY-NC-4.0'];

/** What is missing for the publication of an export; nothing of a format that is not made for it. */
export function missingFor({ publishes }: Format, publication: Publication | undefined): string[] {
  return publishes ? missingForPublication(publication) : [];
}

/**
 * What is missing for publication at GBIF, a sentence each with the key to set; empty where nothing is.
 * @see https://www.gbif.org/data-quality-requirements-occurrences
 * @see https://www.gbif.org/terms
 */
function missingForPublication(publication: Publication = UNTOLD): string[] {
  const { license, mediaLicense, contributors, title, description } = publication;
  const { institutionCode, countryCode, recordedBy } = publication;
  const contacts = contributors.filter(({ role }) => role === 'contact');
  const holds = contributors.some(({ role }) => role === 'rightsHolder');
  const lacks: readonly (readonly [boolean, string])[] = [
    [!license, `publication.license: no licence of the data; GBIF takes ${OPEN.join(', ')}`],
    [
      license !== undefined && !OPEN.includes(license),
      `publication.license: GBIF takes ${OPEN.join(', ')}, and not ${license}`,
    ],
    [
      !mediaLicense,
      'publication.mediaLicense: no licence of pictures and clips; Camtrap DP names both licences or none',
    ],
    [!title, 'publication.title: no title of the data set'],
    [!description, 'publication.description: no description of the data set'],
    [contacts.length === 0, 'publication.contributors: nobody with the role contact'],
    [contacts.some(({ email }) => !email), 'publication.contributors: a contact without an e-mail address'],
    [!holds, 'publication.contributors: nobody with the role rightsHolder'],
    [!institutionCode, 'publication.institutionCode: no institution'],
    [!countryCode, 'publication.countryCode: no country'],
    [recordedBy.length === 0, 'publication.recordedBy: nobody who recorded'],
  ];
  return lacks.flatMap(([lacking, what]) => (lacking ? [what] : []));
}
