/** Licences by their SPDX ids, with the addresses that they are known by. */
export const LICENSES = {
  'CC0-1.0': 'https://creativecommons.org/publicdomain/zero/1.0/legalcode',
  'CC-BY-4.0': 'https://creativecommons.org/licenses/by/4.0/legalcode',
  'CC-BY-NC-4.0': 'https://creativecommons.org/licenses/by-nc/4.0/legalcode',
  'CC-BY-SA-4.0': 'https://creativecommons.org/licenses/by-sa/4.0/legalcode',
  'CC-BY-NC-SA-4.0': 'https://creativecommons.org/licenses/by-nc-sa/4.0/legalcode',
} as const;
export type License = keyof typeof LICENSES;

/** Roles of contributors as Camtrap DP names them. */
export const ROLES = ['contact', 'principalInvestigator', 'rightsHolder', 'publisher', 'contributor'] as const;

/** Designs of sampling as Camtrap DP names them, after Wearn & Glover-Kapfer (2017). */
export const DESIGNS = [
  ...(['simpleRandom', 'systematicRandom', 'clusteredRandom'] as const),
  ...(['experimental', 'targeted', 'opportunistic'] as const),
] as const;

/** Somebody who made a data set, a person or an organization. */
export interface Contributor {
  /** Name. */
  readonly title: string;
  readonly email?: string | undefined;
  /** Address of a page. */
  readonly path?: string | undefined;
  readonly role: (typeof ROLES)[number];
  readonly organization?: string | undefined;
}

/** What publications of a site say of themselves. An export needs none of it; whoever publishes does. */
export interface Publication {
  /** Begins the package's name, before its dates; the site's name without it, as far as it is made of Latin letters. */
  readonly name?: string | undefined;
  /** A DOI or another address of the data set; one made of site and range without it. */
  readonly id?: string | undefined;
  /** Of the data set; the day of the export without it. */
  readonly version?: string | undefined;
  /** Of the data set; site and range without it. */
  readonly title?: string | undefined;
  /** What the data set is and is for, in a few sentences. */
  readonly description?: string | undefined;
  /** Of the table of data. */
  readonly license?: License | undefined;
  /** Of pictures and clips. */
  readonly mediaLicense?: License | undefined;
  readonly contributors: readonly Contributor[];
  readonly samplingDesign: (typeof DESIGNS)[number];
  /** Degrees: positions are told rounded to it. As they were measured without it. */
  readonly coordinatePrecision?: number | undefined;
  /** Title of the project; the site's name without it. */
  readonly project?: string | undefined;
  /** Name of the data set in Darwin Core; its title without it. */
  readonly datasetName?: string | undefined;
  /** Acronym of the institution that holds the records. */
  readonly institutionCode?: string | undefined;
  /** Who recorded: people or organizations. */
  readonly recordedBy: readonly string[];
  /** ISO 3166-1, e.g. CN. */
  readonly countryCode?: string | undefined;
}
